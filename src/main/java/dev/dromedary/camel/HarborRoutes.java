package dev.dromedary.camel;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;

/** The routes that talk to Harbor. A run that needs no project never loads them, nor the component that they use. */
final class HarborRoutes {
    static final List<String> NAMES = List.of("project-errors", "find-harbor-project", "create-harbor-project");

    private final Supplier<CamelContext> context;
    private final Path folder;
    private @Nullable ProducerTemplate template;

    /** @param folder of the route files */
    HarborRoutes(Supplier<CamelContext> context, Path folder) {
        this.context = context;
        this.folder = folder;
    }

    /** What calls them; the server has loaded them with all others. */
    synchronized ProducerTemplate template() {
        if (template == null) {
            CamelContext camel = context.get();
            if (camel.getRoute("find-harbor-project") == null) {
                load(camel);
            }
            template = camel.createProducerTemplate();
        }
        return template;
    }

    @SuppressWarnings("checkstyle:IllegalCatch") // Camel declares no less
    private void load(CamelContext camel) {
        List<Resource> files = NAMES.stream()
                .map(name -> PluginHelper.getResourceLoader(camel)
                        .resolveResource("file:" + folder.resolve(name + ".camel.yaml")))
                .toList();
        try {
            PluginHelper.getRoutesLoader(camel).loadRoutes(files);
        } catch (Exception e) {
            throw new IllegalStateException("cannot load the routes for Harbor: " + e.getMessage(), e);
        }
    }

    /** Harbor refuses who sends its cookies back. */
    static void withoutCookies(CamelContext camel) {
        camel.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onComponentAdd(String name, Component component) {
                if (name.equals("http")
                        && component instanceof HttpComponent http) { // the name first: the class is not to be loaded
                    http.setCookieManagementDisabled(true);
                }
            }
        });
    }
}
