using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MediationHub.Web.Tests.Telemetry;

/// <summary>Receives OTLP over HTTP and keeps every byte.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private readonly List<byte[]> _bytes = [];
    private readonly List<Span> _spans = [];
    private readonly List<Logged> _logs = [];
    private readonly Dictionary<string, List<Series>> _newest = [];
    private readonly HashSet<(string Metric, string Unit, string Kind)> _metrics = [];
    private readonly HashSet<string> _labels = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Receiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 256 * 1024 * 1024);
        _app = builder.Build();
        _app.MapPost("/v1/{signal}", async (HttpContext http, string signal) =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            Take(signal, body.ToArray());
            http.Response.ContentType = "application/x-protobuf";
        });
    }

    public string Address { get; private set; } = "";

    public static async Task<Receiver> Start()
    {
        var receiver = new Receiver();
        await receiver._app.StartAsync();
        receiver.Address = receiver._app.Urls.Single();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    public IReadOnlyList<byte[]> Everything { get { lock (_lock) return [.. _bytes]; } }
    public IReadOnlyList<Span> Spans { get { lock (_lock) return [.. _spans]; } }
    public IReadOnlyList<Logged> Logs { get { lock (_lock) return [.. _logs]; } }

    /// <summary>Every metric that came, and every label.</summary>
    public (IReadOnlyList<(string Metric, string Unit, string Kind)> Metrics, IReadOnlyList<string> Labels) Names { get { lock (_lock) return ([.. _metrics], [.. _labels]); } }

    /// <summary>The series of a metric in the export that came last.</summary>
    public IReadOnlyList<Series> Newest(string metric) { lock (_lock) return _newest.GetValueOrDefault(metric) ?? []; }

    /// <summary>Waits until what came answers the question.</summary>
    public async Task Until(string what, Func<bool> came)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (true)
        {
            Task more;
            lock (_lock) more = _more.Task;
            if (came()) return;
            try
            {
                await more.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"not received: {what}");
            }
        }
    }

    private void Take(string signal, byte[] export)
    {
        lock (_lock)
        {
            _bytes.Add(export);
            if (signal == "traces") _spans.AddRange(Otlp.Spans(export));
            else if (signal == "logs") _logs.AddRange(Otlp.Logs(export));
            else
            {
                foreach (var metric in Otlp.Metrics(export).GroupBy(s => s.Metric))
                {
                    _newest[metric.Key] = [.. metric];
                    foreach (var series in metric)
                    {
                        _metrics.Add((series.Metric, series.Unit, series.Kind));
                        _labels.UnionWith(series.Labels.Keys);
                    }
                }
            }
            _more.SetResult();
            _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
