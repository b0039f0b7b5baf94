# Built from the top of the repository: docker build -t dromedary .

FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
ENV LC_ALL=C.UTF-8
COPY .mvn .mvn
COPY pom.xml application.properties ./
COPY routes routes
COPY src/main src/main
RUN --mount=type=cache,target=/root/.m2 mvn -B -q -Dmaven.test.skip=true package

FROM eclipse-temurin:25-jre-alpine
# file names are UTF-8
ENV LC_ALL=C.UTF-8 \
    MIRROR_DATA=/data
RUN addgroup -g 10001 dromedary \
    && adduser -D -H -u 10001 -G dromedary dromedary \
    && mkdir /data \
    && chown 10001:10001 /data
# what changes least comes first
COPY --from=build /src/target/lib /opt/dromedary/lib
COPY --from=build /src/target/dromedary.jar /src/target/bom.json /opt/dromedary/
COPY examples /opt/dromedary/examples
COPY routes /opt/dromedary/routes
COPY application.properties /opt/dromedary/
# what the JVM of this image would work out anew at every start (the trial run's line fails at once, hence the test)
RUN cd /opt/dromedary && echo "127.0.0.1:1/startup/none 127.0.0.1:1/startup/none none" >trial.txt \
    && { MIRROR_RETRIES=0 MIRROR_REQUEST_TRIES=1 java -Xmx256m -XX:+UseSerialGC -XX:ArchiveClassesAtExit=/opt/dromedary/startup.jsa -Ddromedary.home=/opt/dromedary \
        -jar /opt/dromedary/dromedary.jar mirror -f trial.txt -o trial-failed.txt >/dev/null 2>&1 || true; } \
    && rm -f trial.txt trial-failed.txt \
    && test -s /opt/dromedary/startup.jsa
USER 10001:10001
WORKDIR /data
VOLUME /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["wget", "-q", "-Y", "off", "-O", "/dev/null", "http://127.0.0.1:9876/observe/health/ready"]
# no shell in between: signals arrive
ENTRYPOINT ["java", "-Xmx256m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-XX:CompileThresholdScaling=5", \
    "-XX:SharedArchiveFile=/opt/dromedary/startup.jsa", "-Xlog:cds=off", "-Xlog:cds+dynamic=off", \
    "-Ddromedary.home=/opt/dromedary", "-jar", "/opt/dromedary/dromedary.jar"]
CMD ["serve"]
