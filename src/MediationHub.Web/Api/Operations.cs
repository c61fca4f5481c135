namespace MediationHub.Web.Api;

/// <summary>Names an endpoint's operation: its row in the policy table.</summary>
public sealed record OperationName(string Name);

/// <summary>Marks an endpoint with the command it sends, for the policy test and the API description.</summary>
public sealed record CommandOf(Type Command);

/// <summary>Marks an endpoint that changes only the version named in <c>If-Match</c>.</summary>
/// <param name="Always">False where it also makes what is not there yet, which has no version.</param>
public sealed record AsksForVersion(bool Always);

/// <summary>Marks an endpoint that is read and answers 409 where a rule says no.</summary>
public sealed record MayRefuse;

/// <summary>What is said of an endpoint, for the policy test and the API description.</summary>
public static class OperationExtensions
{
    /// <summary>What an endpoint answers, for the API description.</summary>
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder route, int status = 200) => route.Answers(typeof(T), status);

    /// <inheritdoc cref="Answers{T}"/>
    public static RouteHandlerBuilder Answers(this RouteHandlerBuilder route, Type? shape, int status = 200) =>
        route.WithMetadata(shape is null ? new ProducesResponseTypeMetadata(status, typeof(void)) : new ProducesResponseTypeMetadata(status, shape, ["application/json"]));

    /// <summary>The same of a page of a list.</summary>
    public static RouteHandlerBuilder AnswersList<T>(this RouteHandlerBuilder route) => route.Answers<ListPage<T>>();

    /// <summary>The same of a list that is answered whole.</summary>
    public static RouteHandlerBuilder AnswersWhole<T>(this RouteHandlerBuilder route) => route.Answers<WholeList<T>>();

    /// <summary>The same of a file, or of a stream of events.</summary>
    public static RouteHandlerBuilder AnswersFile(this RouteHandlerBuilder route, params string[] contentTypes) => route.WithMetadata(new ProducesResponseTypeMetadata(200, typeof(Stream), contentTypes));

    /// <summary>Done, and nothing to say of it: 204.</summary>
    public static RouteHandlerBuilder AnswersNothing(this RouteHandlerBuilder route) => route.Answers(null, 204);

    /// <summary>Whoever asks it is told why not: there is nothing else to answer.</summary>
    public static RouteHandlerBuilder AnswersNever(this RouteHandlerBuilder route) => route.Answers(null, 409);

    /// <summary>Something to read that a rule may refuse; of what changes something that goes without saying.</summary>
    public static RouteHandlerBuilder MayRefuse(this RouteHandlerBuilder route) => route.WithMetadata(new MayRefuse());

    public static RouteHandlerBuilder AsksForVersion(this RouteHandlerBuilder route, bool always = true) => route.WithMetadata(new AsksForVersion(always));

    public static RouteHandlerBuilder Operation(this RouteHandlerBuilder route, string name) => route.WithMetadata(new OperationName(name)).WithName(name);
}
