using System.Globalization;
using System.Text.Json;
using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Rows;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Api;

/// <summary>How one kind of record is shown and reached under <c>/api/v1</c>.</summary>
/// <param name="Path">Such as <c>cases</c>.</param>
/// <param name="Show">The record as this person may see it.</param>
/// <param name="Shape">The type of what <paramref name="Show"/> gives, for the API description.</param>
public sealed record Resource<TState>(string Path, Func<HttpContext, Stored<TState>, Task<object>> Show, Type? Shape = null) where TState : class, IAggregate<TState>;

/// <summary>The one shape of all commands: visible? allowed? body, version seen, idempotency, then the pipeline.</summary>
public static class CommandEndpoint
{
    /// <summary><c>POST /{path}</c>: creates a record.</summary>
    /// <param name="kind">The letter that its ids begin with.</param>
    /// <param name="make">The command from the new id and the body.</param>
    /// <param name="names">Whether the records that the body names exist; left out where it names none.</param>
    public static RouteHandlerBuilder MapCreate<TState, TCommand, TBody>(this IEndpointRouteBuilder routes, Resource<TState> resource, string kind, Func<string, TBody, TCommand> make, Func<IAggregates, TBody, CancellationToken, Task<Problem?>>? names = null)
        where TState : class, IAggregate<TState> where TCommand : class, ICommand<TState> where TBody : class =>
        routes.MapCreate<TState, TCommand, TBody>(resource, kind, (_, id, body) => make(id, body), names);

    /// <inheritdoc cref="MapCreate{TState, TCommand, TBody}(IEndpointRouteBuilder, Resource{TState}, string, Func{string, TBody, TCommand}, Func{IAggregates, TBody, CancellationToken, Task{Problem?}}?)"/>
    /// <param name="make">The same where the address says something, too.</param>
    public static RouteHandlerBuilder MapCreate<TState, TCommand, TBody>(this IEndpointRouteBuilder routes, Resource<TState> resource, string kind, Func<HttpContext, string, TBody, TCommand> make, Func<IAggregates, TBody, CancellationToken, Task<Problem?>>? names = null)
        where TState : class, IAggregate<TState> where TCommand : class, ICommand<TState> where TBody : class =>
        routes.MapPost($"/{resource.Path}", async Task<IResult> (HttpContext http, IAggregates aggregates) =>
        {
            if (!Policy.May(http.Actor(), typeof(TCommand))) return Problem.Forbidden;
            var (body, key, problem) = await Body.ReadKeyed<TBody>(http);
            if (problem is not null) return problem;
            if (names is not null && await names(aggregates, body!, http.RequestAborted) is { } unknown) return unknown;
            var id = NewId.Next(kind);
            var answer = await aggregates.Send(id, make(http, id, body!), new(http.Actor(), null, key, Fresh: true), http.RequestAborted);
            return await Respond(http, resource, answer, null, aggregates, created: true);
        }).WithMetadata(new CommandOf(typeof(TCommand))).Operation(Policy.OperationOf(typeof(TCommand))).Answers(resource.Shape, 201).Accepts<TBody>("application/json");

    /// <summary><c>POST /{path}/{id}/{name}</c>: a command whose body is the command itself.</summary>
    public static RouteHandlerBuilder MapCommand<TState, TCommand>(this IEndpointRouteBuilder routes, Resource<TState> resource, string name)
        where TState : class, IAggregate<TState> where TCommand : class, ICommand<TState> =>
        routes.MapCommand<TState, TCommand, TCommand>(resource, name, body => body);

    /// <summary><c>POST /{path}/{id}/{name}</c>: a command made from its body.</summary>
    public static RouteHandlerBuilder MapCommand<TState, TCommand, TBody>(this IEndpointRouteBuilder routes, Resource<TState> resource, string name, Func<TBody, TCommand> make)
        where TState : class, IAggregate<TState> where TCommand : class, ICommand<TState> where TBody : class =>
        routes.MapPost($"/{resource.Path}/{{id}}/{name}", async Task<IResult> (HttpContext http, string id, IAggregates aggregates) =>
        {
            if (await aggregates.Seen<TState>(http, id) is not { } stored) return Problem.NotFound;
            if (!Policy.May(http.Actor(), typeof(TCommand))) return Problem.Forbidden;
            var (body, key, problem) = await Body.ReadKeyed<TBody>(http);
            if (problem is not null) return problem;
            if (SeenVersion(http, out var seen) is { } unseen) return unseen;
            var answer = await aggregates.Send(id, make(body!), new(http.Actor(), seen, key), http.RequestAborted);
            return await Respond(http, resource, answer, seen, aggregates, created: false);
        }).WithMetadata(new CommandOf(typeof(TCommand))).Operation(Policy.OperationOf(typeof(TCommand))).AsksForVersion().Answers(resource.Shape).Accepts<TBody>("application/json");

    /// <summary><c>GET /{path}/{id}</c>.</summary>
    public static RouteHandlerBuilder MapRead<TState>(this IEndpointRouteBuilder routes, Resource<TState> resource) where TState : class, IAggregate<TState> =>
        routes.MapGet($"/{resource.Path}/{{id}}", async Task<IResult> (HttpContext http, string id, IAggregates aggregates) =>
            await aggregates.Seen<TState>(http, id) is { } stored ? await Shown(http, resource, stored, 200) : Problem.NotFound).Answers(resource.Shape);

    /// <summary>A record with its version as <c>ETag</c>.</summary>
    public static async Task<IResult> Shown<TState>(HttpContext http, Resource<TState> resource, Stored<TState> stored, int status) where TState : class, IAggregate<TState>
    {
        http.Response.Headers.ETag = $"\"{stored.Version}\"";
        if (status == 201) http.Response.Headers.Location = $"{http.Request.Path}/{stored.Id}";
        // Written whole: smaller and quicker than piece by piece.
        var shown = await resource.Show(http, stored);
        return new Written(status, JsonSerializer.SerializeToUtf8Bytes(shown, shown.GetType(), Wire.Json));
    }

    private sealed class Written(int status, byte[] json) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = status;
            httpContext.Response.ContentType = "application/json; charset=utf-8";
            httpContext.Response.ContentLength = json.Length;
            await httpContext.Response.BodyWriter.WriteAsync(json, httpContext.RequestAborted);
        }
    }

    private static async Task<IResult> Respond<TState>(HttpContext http, Resource<TState> resource, Answer<TState> answer, int? seen, IAggregates aggregates, bool created) where TState : class, IAggregate<TState>
    {
        switch (answer.Kind)
        {
            case AnswerKind.Done or AnswerKind.Again:
                return await Shown(http, resource, answer.Stored!, created ? 201 : 200);
            case AnswerKind.Refused:
                return Problem.Of(answer.Refusal!);
            case AnswerKind.Stale:
                var english = http.InEnglish();
                var history = await aggregates.History<TState>(answer.Stored!.Id, seen!.Value, http.RequestAborted);
                return Problem.Stale(seen.Value, answer.Stored.Version, history.Where(h => Policy.Hears(http.Actor(), answer.Stored.State, h.Event)).Select(h => new { version = h.Version, at = h.At.ToOffset(ChinaTime.Offset), actor = h.Actor, what = Wire.NameOf(h.Event), text = PlainWords.Title(h.Event, english) }));
            default:
                return Problem.Of(answer.Kind);
        }
    }

    /// <summary>The version in <c>If-Match</c>; <c>*</c> is not taken, since it would overwrite unseen.</summary>
    internal static Problem? SeenVersion(HttpContext http, out int seen)
    {
        seen = 0;
        var header = http.Request.Headers.IfMatch.ToString();
        if (header.Length == 0) return Problem.IfMatchMissing;
        return header.Length > 2 && header[0] == '"' && header[^1] == '"' && int.TryParse(header[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out seen) ? null : Problem.IfMatchInvalid;
    }
}
