using System.Globalization;
using MediationHub.Store.Log;
using MediationHub.Store.Telemetry;
using MediationHub.Web.Hosting;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace MediationHub.Web.Telemetry;

/// <summary>
/// Metrics, traces and logs over OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a collector. Otherwise no listener stands anywhere, nothing is counted, and nothing leaves.
/// The further settings are those of OpenTelemetry: <c>OTEL_EXPORTER_OTLP_PROTOCOL</c>, <c>OTEL_METRIC_EXPORT_INTERVAL</c>, <c>OTEL_TRACES_SAMPLER</c> ….
/// </summary>
internal sealed class TelemetryService(IConfiguration configuration, Installation installation, HubRuntime runtime, YearFigures figures, Backlog backlog, ILogger<TelemetryService> log) : IHostedService, IDisposable
{
    private static readonly TimeSpan LongestBetweenCounts = TimeSpan.FromSeconds(15), Patience = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly List<IDisposable> _open = [];
    private Task _running = Task.CompletedTask;

    /// <summary>Whether a collector is named.</summary>
    public static bool IsWanted(IConfiguration configuration) => !string.IsNullOrWhiteSpace(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);

    /// <summary>Sends what is logged, beside what stands on the console.</summary>
    public static void AddLogs(ILoggingBuilder logging, HubSettings settings) => logging.AddOpenTelemetry(logs =>
    {
        logs.SetResourceBuilder(Described(ResourceBuilder.CreateDefault(), settings));
        logs.IncludeFormattedMessage = true;
        logs.AddProcessor(new PlainLogs());
        logs.AddOtlpExporter();
    });

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!IsWanted(configuration)) return Task.CompletedTask;
        var hub = new HubGauges(installation.Store);
        if (!runtime.FeedsOrganizationGauges) _open.Add(new OrganizationGauges(figures, installation.Store));
        _open.Add(hub);
        _open.Add(Sdk.CreateTracerProviderBuilder().ConfigureServices(Configured).ConfigureResource(Describe)
            .AddSource([Signals.Name, "Microsoft.AspNetCore", "Npgsql", .. runtime.Sources]).AddProcessor(new PlainSpans()).AddOtlpExporter().Build());
        _open.Add(Sdk.CreateMeterProviderBuilder().ConfigureServices(Configured).ConfigureResource(Describe)
            .AddMeter([Signals.Name, HubGauges.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql", .. runtime.Meters]).AddOtlpExporter().Build());
        // Apart from the others: with "delta" an organization that is gone, or has another name, is no longer sent, while a cumulative reader would send its last figures for ever.
        // A gauge itself has no temporality, so that nobody who receives it sees a difference.
        _open.Add(Sdk.CreateMeterProviderBuilder().ConfigureServices(Configured).ConfigureResource(Describe)
            .AddMeter(OrganizationGauges.Name).AddView("*", new MetricStreamConfiguration { CardinalityLimit = OrganizationGauges.MostSeries })
            .AddOtlpExporter((_, reader) => reader.TemporalityPreference = MetricReaderTemporalityPreference.Delta).Build());
        backlog.Prepare();
        log.LogInformation("metrics, traces and logs are sent over OTLP");
        _running = Task.WhenAll(runtime.FeedsOrganizationGauges ? Task.CompletedTask : figures.Follow(_stop.Token), Count(hub, _stop.Token));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
            // As asked.
        }
        // The providers first, the last made in front: they send once more what the gauges show.
        for (var i = _open.Count - 1; i >= 0; i--) _open[i].Dispose();
    }

    public void Dispose() => _stop.Dispose();

    /// <summary>Counts what waits, as often as it is sent but not oftener than needed.</summary>
    private async Task Count(HubGauges hub, CancellationToken cancel)
    {
        var sent = int.TryParse(configuration["OTEL_METRIC_EXPORT_INTERVAL"], NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds > 0 ? TimeSpan.FromMilliseconds(milliseconds) : LongestBetweenCounts;
        using var beat = new PeriodicTimer(sent < LongestBetweenCounts ? sent : LongestBetweenCounts);
        do
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(Patience);
            try
            {
                hub.Backlog = await backlog.Count(limit.Token);
                hub.Available = true;
            }
            catch (Exception e) when (e is NpgsqlException or StoreUnavailableException or IOException or TimeoutException or InvalidOperationException or OperationCanceledException)
            {
                cancel.ThrowIfCancellationRequested();
                if (hub.Available is not false) log.LogWarning("the database does not answer: {Kind}", e.GetType().Name);
                (hub.Backlog, hub.Available) = (null, false);
            }
        }
        while (await beat.WaitForNextTickAsync(cancel));
    }

    private void Configured(IServiceCollection services) => services.AddSingleton(configuration);

    private void Describe(ResourceBuilder resource) => Described(resource, installation.Settings);

    /// <summary>The same node keeps its name over restarts, so that its series go on; <c>OTEL_RESOURCE_ATTRIBUTES</c> has the last word.</summary>
    private static ResourceBuilder Described(ResourceBuilder resource, HubSettings settings) => resource
        .AddService("mediationhub", serviceVersion: typeof(TelemetryService).Assembly.GetName().Version?.ToString(3), autoGenerateServiceInstanceId: false, serviceInstanceId: $"{Environment.MachineName}:{PortOf(settings)}")
        .AddEnvironmentVariableDetector();

    private static string PortOf(HubSettings settings) => (settings.Urls.Count > 0 ? settings.Urls[0] : "").Split(':')[^1].TrimEnd('/');
}
