package dev.dromedary.camel;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dromedary.config.HarborSettings;
import dev.dromedary.image.RegistryName;
import dev.dromedary.mirror.ProjectApi;
import dev.dromedary.registry.RegistryException;
import dev.dromedary.registry.client.ManagementApi;
import dev.dromedary.registry.client.Registries;
import dev.dromedary.registry.credentials.Credential;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;

/** Harbor's projects, asked for through the routes {@code find-harbor-project} and {@code create-harbor-project}. */
public final class HarborProjects implements ProjectApi {
    private static final String QUESTION = "mirrorQuestion";
    private static final String PATH = "/api/v2.0/projects";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Registries registries;
    private final HarborSettings settings;
    private final HarborRoutes routes;

    HarborProjects(Registries registries, HarborSettings settings, HarborRoutes routes) {
        this.registries = registries;
        this.settings = settings;
        this.routes = routes;
    }

    /** What the routes are to ask; kept in a property, for a header would be sent. */
    private record Question(String uri, String project, Optional<Credential> credential) {}

    @Override
    public Answer find(RegistryName registry, String project) throws RegistryException {
        return ask("find-harbor-project", registry, project);
    }

    @Override
    public Answer create(RegistryName registry, String project) throws RegistryException {
        return ask("create-harbor-project", registry, project);
    }

    @Override
    public void forgetRights(RegistryName registry, String project) {
        registries.management(registry).forgetTokens(project);
    }

    private Answer ask(String route, RegistryName registry, String project) throws RegistryException {
        ManagementApi api = registries.management(registry);
        Question question = new Question(api.origin(settings.https()) + PATH, project, api.credential());
        ProducerTemplate template = routes.template();
        String who = question.credential()
                .map(known -> "user \"" + known.username() + "\"")
                .orElse("nobody");
        return api.repeat(() -> {
            Exchange exchange = template.send("direct:" + route, request -> request.setProperty(QUESTION, question));
            return answer(exchange, who);
        });
    }

    private static Answer answer(Exchange exchange, String who) throws RegistryException {
        Throwable failure = exchange.getException();
        if (failure instanceof RegistryException known) {
            throw known;
        }
        if (failure != null) {
            throw new IllegalStateException("a project could not be asked about", failure);
        }
        Message message = exchange.getMessage();
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        return new Answer(status, said(message.getBody(byte[].class)), who);
    }

    private static String said(byte[] body) {
        try {
            return JSON.readTree(Objects.requireNonNullElse(body, new byte[0]))
                    .path("errors")
                    .path(0)
                    .path("message")
                    .asText("");
        } catch (IOException e) {
            return ""; // not Harbor's own words
        }
    }

    /** Step of the routes: whom to ask, and who asks. */
    public void address(Exchange exchange) {
        Question question = question(exchange);
        Message message = exchange.getMessage();
        message.setHeader(Exchange.HTTP_URI, question.uri());
        question.credential().ifPresent(known -> message.setHeader("Authorization", known.basic()));
    }

    /** Step of {@code find-harbor-project}: which project. */
    public void name(Exchange exchange) {
        exchange.getMessage()
                .setHeader(
                        Exchange.HTTP_QUERY,
                        "project_name=" + question(exchange).project());
    }

    /** Step of {@code create-harbor-project}: which project, and what it is to be like. */
    public void describe(Exchange exchange) throws JacksonException {
        exchange.getMessage()
                .setBody(JSON.writeValueAsString(Map.of(
                        "project_name",
                        question(exchange).project(),
                        "metadata",
                        Map.of("public", Boolean.toString(settings.publicProjects())))));
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
    }

    private static Question question(Exchange exchange) {
        return exchange.getProperty(QUESTION, Question.class);
    }
}
