using System.Text;
using MediationHub.Domain.Statistics;

namespace MediationHub.Web.Tests.Telemetry;

public class What_the_program_sends(WatchedHub hub) : IClassFixture<WatchedHub>
{
    [Fact]
    public void Shows_rate_closings_and_distance_of_all_twelve_thousand_organizations()
    {
        var rates = Of("success_rate");
        var closed = Of("closed_cases");
        var distances = Of("distance_to_target");
        Assert.Equal(WatchedHub.Organizations, hub.Expected.Count);
        Assert.Equal(hub.Expected.Keys.Order(), rates.Keys.Order());
        Assert.Equal(hub.Expected.Keys.Order(), closed.Keys.Order());
        Assert.Equal(hub.Expected.Keys.Order(), distances.Keys.Order());
        foreach (var (organization, (succeeded, counted)) in hub.Expected)
        {
            Assert.Equal(100.0 * succeeded / counted, rates[organization].Value);
            Assert.Equal(counted, closed[organization].Value);
            Assert.Equal((double)new Rate(succeeded, counted).ToTarget(60)!.Value, distances[organization].Value);
        }
        Assert.Equal(60, Assert.Single(hub.Receiver.Newest("mediation.success_rate.target")).Value);
        var least = hub.Receiver.Newest("mediation.minimum_closed").ToDictionary(s => s.Labels["type"], s => s.Value);
        Assert.Equal((5, 20, 10, 20), (least["enterpriseCommittee"], least["townshipCenter"], least["industry"], least["union"]));
        Assert.Equal(["code", "name", "organization", "type", "unit"], closed["s00003"].Labels.Keys.Order());
        Assert.Equal(("S00003", "第00003劳动争议调解中心", "union", "220200"), (closed["s00003"].Labels["code"], closed["s00003"].Labels["name"], closed["s00003"].Labels["type"], closed["s00003"].Labels["unit"]));

        Dictionary<string, Series> Of(string gauge) => hub.Receiver.Newest($"mediation.organization.{gauge}").ToDictionary(s => s.Labels["organization"]);
    }

    /// <summary>A cumulative reader went on sending the figures of the name that was.</summary>
    [Fact]
    public void Sends_an_organization_under_its_present_name_alone()
    {
        var names = hub.Receiver.Newest("mediation.organization.closed_cases").Select(s => s.Labels["name"]).ToList();
        Assert.Contains(WatchedHub.NewName, names);
        Assert.DoesNotContain(WatchedHub.OldName, names);
    }

    [Fact]
    public void Leads_from_the_request_over_the_command_to_the_transaction_and_back()
    {
        var spans = hub.Receiver.Spans;
        var command = Assert.Single(spans, s => s.Name == "command RegisterCase" && s.Tags["outcome"] == "done");
        var request = Assert.Single(spans, s => s.Id == command.Parent);
        Assert.Equal("POST /api/v1/cases", request.Name.TrimEnd('/'));
        Assert.Equal("201", request.Tags["http.response.status_code"]);
        Assert.Equal(request.Trace, command.Trace);

        var commit = Assert.Single(spans, s => s.Id == Assert.Single(command.Links).Span);
        Assert.Equal("commit", commit.Name);
        Assert.Contains(commit.Links, l => (l.Trace, l.Span) == (command.Trace, command.Id));
        Assert.Contains(spans, s => s.Source == "Npgsql" && s.Trace == commit.Trace);
        Assert.Equal("1", commit.Tags["commands"]);
    }

    [Fact]
    public void Measures_commands_refusals_conflicts_batches_clocks_and_what_waits()
    {
        Assert.Contains(hub.Receiver.Newest("mediationhub.command.duration"), s => s is { Value: 1 } && (s.Labels["command"], s.Labels["outcome"]) == ("CloseCase", "done"));
        Assert.Contains(hub.Receiver.Newest("mediationhub.command.duration"), s => (s.Labels["command"], s.Labels["outcome"]) == ("AcceptCase", "stale"));
        Assert.Contains(hub.Receiver.Newest("mediationhub.command.refusals"), s => s.Labels["code"].Length > 0 && s.Value == 1);
        Assert.Contains(hub.Receiver.Newest("mediationhub.command.conflicts"), s => s.Labels["kind"] == "stale" && s.Value == 1);
        Assert.True(Assert.Single(hub.Receiver.Newest("mediationhub.commit.batch_size")).Value >= 11);
        Assert.Equal(0, Assert.Single(hub.Receiver.Newest("mediationhub.commits.waiting")).Value);
        Assert.All(hub.Receiver.Newest("mediationhub.reactions.lag"), s => Assert.Equal(0, s.Value));
        Assert.NotEmpty(hub.Receiver.Newest("mediationhub.reactions.lag"));

        Assert.Equal(1, hub.OverdueInDatabase);
        Assert.Equal(1, Assert.Single(hub.OverdueSent, s => s.Labels["rule"] == "ACC3").Value);
        Assert.Equal(0, Assert.Single(hub.OverdueSent, s => s.Labels["rule"] == "RVW5").Value);
    }

    [Fact]
    public void Names_nobody_in_spans_logs_or_labels()
    {
        // What is looked through is what it should be: searches by name, entries that could not be read, a database that went away.
        foreach (var name in new[] { "GET /api/v1/cases", "GET /search", "GET /api/v1/cases/{id}", "GET /cases/{id}", "POST /api/v1/tokens", "POST /api/v1/files", "_OTHER {*path:nonfile}" })
            Assert.True(hub.Receiver.Spans.Any(s => s.Name.TrimEnd('/') == name), $"no {name} among {string.Join(", ", hub.Receiver.Spans.Select(s => s.Name).Distinct().Order())}");
        Assert.Contains(hub.Receiver.Logs, l => l.Body.Contains("database", StringComparison.Ordinal));
        Assert.Contains("database", hub.Said, StringComparison.Ordinal);

        var everything = hub.Receiver.Everything;
        Assert.True(everything.Sum(e => (long)e.Length) > 3_000_000);
        Assert.Contains(everything, e => e.AsSpan().IndexOf(Encoding.UTF8.GetBytes(WatchedHub.NewName)) >= 0);   // the search finds what is there
        Assert.True(hub.Personal.Count > 15);
        foreach (var word in hub.Personal)
        {
            var bytes = Encoding.UTF8.GetBytes(word);
            foreach (var export in everything)
            {
                var at = export.AsSpan().IndexOf(bytes);
                Assert.True(at < 0, $"{word} was sent: {Encoding.UTF8.GetString(export, Math.Max(0, at - 200), Math.Min(export.Length - Math.Max(0, at - 200), 400))}");
            }
            Assert.DoesNotContain(word, hub.Said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Sends_no_address_no_query_and_no_message_of_an_exception()
    {
        string[] allowed =
        [
            "command", "outcome", "refusal", "commands", "reaction", "error.type", "http.request.method", "http.route", "http.response.status_code", "network.protocol.version", "url.scheme",
            "db.system.name", "db.namespace", "db.query.text", "db.operation.name", "db.response.status_code", "db.npgsql.data_source", "db.npgsql.rows", "db.npgsql.prepared",
        ];
        Assert.Empty(hub.Receiver.Spans.SelectMany(s => s.Tags.Keys).Distinct().Except(allowed));
        Assert.All(hub.Receiver.Spans, s => Assert.Equal(0, s.Events));
        Assert.DoesNotContain(hub.Receiver.Logs, l => l.Values.ContainsKey("exception.message"));
        Assert.DoesNotContain(hub.Receiver.Spans, s => s.Name.Contains("/health", StringComparison.Ordinal));
    }

    [Fact]
    public void Has_every_metric_and_label_that_alerts_and_dashboard_ask_for()
    {
        var (metrics, labels) = hub.Receiver.Names;
        var known = metrics.SelectMany(m => Prometheus.NamesOf(m.Metric, m.Unit, m.Kind)).ToHashSet();
        var knownLabels = labels.Select(Prometheus.Label).Concat(["instance", "job", "le"]).ToHashSet();

        var queries = Prometheus.Alerts().Select(q => ($"alert {q.Name}", q.Query)).Concat(Prometheus.Panels().Select(q => ($"panel {q.Name}", q.Query))).ToList();
        Assert.True(queries.Count(q => q.Item1.StartsWith("alert", StringComparison.Ordinal)) >= 10 && queries.Count > 35, $"{queries.Count} queries were found");
        foreach (var (where, query) in queries)
        {
            var (asked, grouped) = Prometheus.Asks(query);
            Assert.NotEmpty(asked);
            Assert.True(asked.IsSubsetOf(known), $"{where} asks for {string.Join(", ", asked.Except(known))}; there are {string.Join(", ", known.Order())}");
            Assert.True(grouped.IsSubsetOf(knownLabels), $"{where} asks for the labels {string.Join(", ", grouped.Except(knownLabels))}");
        }
    }
}
