package io.holdfast.browser;

import io.holdfast.api.TestService;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test a desk and judges afterwards what its pages complained of. The browser is kept
 * for the whole run and ended with it.
 */
final class Desks implements ExecutionCondition, ParameterResolver, AfterTestExecutionCallback {
  private static final Namespace NAMESPACE = Namespace.create(Desks.class);

  /** What was skipped, told at the end of the run, where it is seen. */
  private static final class Skipped implements AutoCloseable {
    private final Set<String> classes = new TreeSet<>();

    @Override
    public void close() {
      System.out.printf(
          "%nSKIPPED, for want of Chromium, the tests of the pages in a browser: %s.%n"
              + "Install it (apt-get install chromium), or name it in %s.%n",
          String.join(", ", classes), Chromium.PATH_VARIABLE);
    }
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<Path> program = Chromium.find();
    if (program.isPresent()) {
      return ConditionEvaluationResult.enabled("Chromium is " + program.get());
    }
    forTheRun(context, Skipped.class, Skipped::new)
        .classes
        .add(context.getRequiredTestClass().getSimpleName());
    return ConditionEvaluationResult.disabled("there is no Chromium");
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Desk.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Chromium chromium =
        forTheRun(context, Chromium.class, () -> Chromium.start(Chromium.find().orElseThrow()));
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            Desk.class, type -> new Desk(chromium.browser(), TestService.shared()), Desk.class);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    Desk desk = context.getStore(NAMESPACE).get(Desk.class, Desk.class);
    if (desk == null) {
      return;
    }
    if (context.getExecutionException().isPresent()) {
      desk.record(name(context));
      return;
    }
    try {
      desk.judge();
    } catch (AssertionError complaint) {
      desk.record(name(context));
      throw complaint;
    }
  }

  private static <T> T forTheRun(ExtensionContext context, Class<T> type, Supplier<T> start) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(type, key -> start.get(), type);
  }

  private static String name(ExtensionContext context) {
    return context.getRequiredTestClass().getSimpleName()
        + "."
        + context.getRequiredTestMethod().getName();
  }
}
