using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Logs;

namespace MediationHub.Web.Telemetry;

/// <summary>
/// Lets out of a span only what is known to name nobody: the tags below. Addresses with their queries, messages of exceptions and whatever a later version of the frameworks adds stay here.
/// </summary>
internal sealed class PlainSpans : BaseProcessor<Activity>
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "command", "outcome", "refusal", "commands", "reaction", "error.type",
        "http.request.method", "http.route", "http.response.status_code", "network.protocol.version", "url.scheme",
        "db.system.name", "db.namespace", "db.query.text", "db.operation.name", "db.response.status_code", "db.npgsql.data_source", "db.npgsql.rows", "db.npgsql.prepared",
    };

    /// <summary>What the caller wrote into <c>tracestate</c> would go on to every span below.</summary>
    public override void OnStart(Activity data)
    {
        if (data.Parent is null) data.TraceStateString = null;
    }

    public override void OnEnd(Activity data)
    {
        // A statement that failed carries the server's message, which may quote what was entered; the span around it is told its kind instead.
        if (data.Status is ActivityStatusCode.Error && data.Source.Name is "Npgsql" || data.Events.Any())
        {
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            data.Parent?.SetTag("db.response.status_code", data.GetTagItem("db.response.status_code") ?? "unavailable");
            return;
        }
        List<string>? unknown = null;
        foreach (var tag in data.EnumerateTagObjects())
            if (!Known.Contains(tag.Key)) (unknown ??= []).Add(tag.Key);
        if (unknown is not null) foreach (var tag in unknown) data.SetTag(tag, null);
        if (data.StatusDescription is not null) data.SetStatus(data.Status);
    }
}

/// <summary>
/// Lets out of what is logged: our own lines as they are, since they name only kinds, counts and ids; of the frameworks' the sentence without its values; of an exception its type and where it was, without its message.
/// </summary>
internal sealed class PlainLogs : BaseProcessor<LogRecord>
{
    private const string Sentence = "{OriginalFormat}";

    public override void OnEnd(LogRecord data)
    {
        var values = data.Attributes ?? [];
        if (data.CategoryName?.StartsWith("MediationHub.", StringComparison.Ordinal) is not true)
        {
            data.FormattedMessage = null;
            values = [.. values.Where(v => v.Key == Sentence)];
        }
        if (data.Exception is { } fault)
        {
            values = [.. values, new("exception.type", fault.GetType().FullName), new("exception.stacktrace", fault.StackTrace)];
            data.Exception = null;
        }
        data.Attributes = values;
    }
}

/// <summary>Names the span of a request by its route, never by its address.</summary>
internal static class RequestSpans
{
    public static async Task Name(HttpContext http, RequestDelegate next)
    {
        var span = http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpActivityFeature>()?.Activity;
        // Whoever watches over the program asks every few seconds: neither that nor what follows from it is sent.
        if (span is not null && http.Request.Path.StartsWithSegments("/health")) span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        try
        {
            await next(http);
        }
        finally
        {
            if (span is { Recorded: true })
            {
                var route = ((http.GetEndpoint() ?? http.Features.Get<Microsoft.AspNetCore.Diagnostics.IExceptionHandlerFeature>()?.Endpoint) as RouteEndpoint)?.RoutePattern.RawText;
                span.DisplayName = route is null ? Method(http) : $"{Method(http)} {route}";
                span.SetTag("http.request.method", Method(http)).SetTag("http.route", route).SetTag("http.response.status_code", http.Response.StatusCode);
                if (http.Response.StatusCode >= 500) span.SetStatus(ActivityStatusCode.Error);
            }
        }
    }

    /// <summary>A method that nobody knows is a word that somebody wrote.</summary>
    private static string Method(HttpContext http) => http.Request.Method switch
    {
        "GET" or "HEAD" or "POST" or "PUT" or "PATCH" or "DELETE" or "OPTIONS" or "CONNECT" or "TRACE" => http.Request.Method,
        _ => "_OTHER",
    };
}
