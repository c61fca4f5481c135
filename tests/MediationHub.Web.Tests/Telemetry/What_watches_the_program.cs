namespace MediationHub.Web.Tests.Telemetry;

public class What_watches_the_program
{
    private const string Missing = "promtool is not installed: apt-get install prometheus";

    [Fact]
    public async Task Alerts_hold_what_their_own_tests_say()
    {
        Assert.True(Prometheus.Promtool is not null, Missing);
        Assert.Null(await Prometheus.Run("check", "rules", Path.Combine(Prometheus.Folder, "prometheus", "rules.yml")));
        Assert.Null(await Prometheus.Run("test", "rules", Path.Combine(Prometheus.Folder, "prometheus", "rules.test.yml")));
    }

    [Fact]
    public async Task Prometheus_takes_its_configuration()
    {
        Assert.True(Prometheus.Promtool is not null, Missing);
        Assert.Null(await Prometheus.Run("check", "config", Path.Combine(Prometheus.Folder, "prometheus", "prometheus.yml")));
    }

    [Fact]
    public void Every_alert_has_a_test()
    {
        var tests = File.ReadAllText(Path.Combine(Prometheus.Folder, "prometheus", "rules.test.yml"));
        foreach (var (alert, _) in Prometheus.Alerts()) Assert.Contains($"alertname: {alert}\n        exp_alerts:\n", tests.Replace("\r", ""), StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_is_started_together_finds_the_others()
    {
        var compose = Read("compose.yml");
        var mounted = compose.Split('\n').Select(l => l.Trim().TrimStart('-').Replace("volumes: [\"", "", StringComparison.Ordinal).Trim()).Where(l => l.StartsWith("./", StringComparison.Ordinal)).Select(l => l.Split(':')[0]).ToList();
        Assert.Equal(4, mounted.Count);
        Assert.All(mounted, path => Assert.True(Path.Exists(Path.Combine(Prometheus.Folder, path)), path));
        Assert.True(File.Exists(Path.Combine(Prometheus.Folder, "Dockerfile")));

        foreach (var port in new[] { "9464", "8888" })
        {
            Assert.Contains($"collector:{port}", Read("prometheus/prometheus.yml"), StringComparison.Ordinal);
            Assert.Contains(port, Read("collector.yaml"), StringComparison.Ordinal);
        }
        Assert.Contains("OTEL_EXPORTER_OTLP_ENDPOINT: http://collector:4317", compose, StringComparison.Ordinal);
        Assert.Contains("endpoint: 0.0.0.0:4317", Read("collector.yaml"), StringComparison.Ordinal);
        Assert.Contains("http://prometheus:9090", Read("grafana/provisioning/datasources/prometheus.yml"), StringComparison.Ordinal);

        static string Read(string file) => File.ReadAllText(Path.Combine(Prometheus.Folder, file));
    }

    /// <summary>Examples of the specification and of the collector's own tests.</summary>
    [Theory]
    [InlineData("http.server.request.duration", "s", "histogram", "http_server_request_duration_seconds_bucket")]
    [InlineData("system.cpu.utilization", "1", "gauge", "system_cpu_utilization_ratio")]
    [InlineData("dotnet.process.memory.working_set", "By", "gauge", "dotnet_process_memory_working_set_bytes")]
    [InlineData("mediationhub.command.refusals", "{command}", "counter", "mediationhub_command_refusals_total")]
    [InlineData("hw.gpu.memory.utilization", "%", "gauge", "hw_gpu_memory_utilization_percent")]
    [InlineData("system.disk.io_time", "s", "counter", "system_disk_io_time_seconds_total")]
    public void Names_are_translated_as_the_collector_does(string metric, string unit, string kind, string name) => Assert.Contains(name, Prometheus.NamesOf(metric, unit, kind));

    [Fact]
    public void A_query_is_read_for_its_metrics_and_labels()
    {
        var (metrics, labels) = Prometheus.Asks("histogram_quantile(0.99, sum by (le, http_route) (rate(a_bucket{x!=\"b(c)\",y=~\"$unit\"}[$__rate_interval]))) > on (z) group_left () max(b_total offset 5m) and 1e3 < vector(0) # c");
        Assert.Equal(["a_bucket", "b_total"], metrics.Order());
        Assert.Equal(["http_route", "le", "x", "y", "z"], labels.Order());
    }
}
