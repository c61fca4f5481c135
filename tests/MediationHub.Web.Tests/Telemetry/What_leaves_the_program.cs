using System.Diagnostics;
using MediationHub.Web.Telemetry;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Trace;

namespace MediationHub.Web.Tests.Telemetry;

[Collection(nameof(Listening))]
public class What_leaves_the_program
{
    private static readonly ActivitySource Foreign = new("Npgsql");
    private static readonly ActivitySource Own = new("MediationHub.Tests.Own");

    [Fact]
    public void An_exception_is_told_by_type_and_place_and_not_by_its_message()
    {
        var logged = Assert.Single(Logged(log =>
        {
            try { throw new InvalidOperationException("李明月 220102199003070048"); }
            catch (InvalidOperationException e) { log("MediationHub.Web.Requests").LogError(e, "{Kind} failed", e.GetType().Name); }
        }));
        Assert.Equal("InvalidOperationException failed", logged.Text);
        Assert.Equal("System.InvalidOperationException", logged.Values["exception.type"]);
        Assert.Contains(nameof(What_leaves_the_program), logged.Values["exception.stacktrace"]);
        Assert.DoesNotContain(logged.Values.Values, v => v!.Contains("李明月", StringComparison.Ordinal));
        Assert.False(logged.HasException);
    }

    [Fact]
    public void Of_a_line_of_the_frameworks_only_the_sentence_leaves()
    {
        var logged = Assert.Single(Logged(log => log("Microsoft.AspNetCore.Server.Kestrel").LogWarning("Connection {Id} sent {Line}", "0HN", "GET /search?q=李明月")));
        Assert.Equal("Connection {Id} sent {Line}", logged.Text);
        Assert.Equal(["{OriginalFormat}"], logged.Values.Keys);
    }

    [Fact]
    public void Of_a_span_only_known_tags_leave()
    {
        var span = Assert.Single(Traced(() =>
        {
            using var own = Own.StartActivity("request", ActivityKind.Server, new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, "phone=13800000001", isRemote: true))!;
            own.SetTag("http.route", "/search").SetTag("url.query", "q=李明月").SetTag("client.address", "10.1.2.3").SetTag("url.path", "/李明月").SetStatus(ActivityStatusCode.Error, "李明月");
        }));
        Assert.Equal(["http.route"], span.TagObjects.Select(t => t.Key));
        Assert.Null(span.StatusDescription);
        Assert.Null(span.TraceStateString);
        Assert.Equal(ActivityStatusCode.Error, span.Status);
    }

    /// <summary>PostgreSQL quotes what it could not read: invalid input syntax for type date: "李明月".</summary>
    [Fact]
    public void A_statement_that_failed_stays_and_the_span_around_it_says_how()
    {
        var span = Assert.Single(Traced(() =>
        {
            using var own = Own.StartActivity("request")!;
            using var statement = Foreign.StartActivity("select", ActivityKind.Client)!;
            statement.SetTag("db.response.status_code", "22007").SetStatus(ActivityStatusCode.Error, "invalid input syntax for type date: \"李明月\"");
            statement.AddException(new InvalidOperationException("李明月"));
        }));
        Assert.Equal("request", span.OperationName);
        Assert.Equal("22007", span.GetTagItem("db.response.status_code"));
    }

    private sealed record Line(string Text, Dictionary<string, string?> Values, bool HasException);

    private static List<Line> Logged(Action<Func<string, ILogger>> log)
    {
        var kept = new List<Line>();
        using (var factory = LoggerFactory.Create(logging => logging.AddOpenTelemetry(logs =>
        {
            logs.IncludeFormattedMessage = true;
            logs.AddProcessor(new PlainLogs()).AddProcessor(new SimpleLogRecordExportProcessor(new Kept<LogRecord>(r => kept.Add(new(r.FormattedMessage ?? r.Body ?? "", (r.Attributes ?? []).ToDictionary(a => a.Key, a => a.Value?.ToString()), r.Exception is not null)))));
        }))) log(factory.CreateLogger);
        return kept;
    }

    private static List<Activity> Traced(Action act)
    {
        var kept = new List<Activity>();
        using (Sdk.CreateTracerProviderBuilder().AddSource(Own.Name, Foreign.Name).AddProcessor(new PlainSpans()).AddProcessor(new SimpleActivityExportProcessor(new Kept<Activity>(kept.Add))).Build()) act();
        return [.. kept.Where(a => a.Source == Own || a.Source == Foreign)];
    }

    private sealed class Kept<T>(Action<T> keep) : BaseExporter<T> where T : class
    {
        public override ExportResult Export(in Batch<T> batch)
        {
            foreach (var item in batch) keep(item);
            return ExportResult.Success;
        }
    }
}

/// <summary>Whoever listens in this process does so while nobody asks whether anybody does.</summary>
[CollectionDefinition(nameof(Listening))]
public sealed class Listening;
