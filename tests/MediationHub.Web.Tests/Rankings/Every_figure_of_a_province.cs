using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Maintenance;
using MediationHub.Store.Statistics;
using MediationHub.Tests.Load;
using MediationHub.Web.Features.Rankings;
using MediationHub.Web.Tests.Api;
using Microsoft.Extensions.DependencyInjection;

namespace MediationHub.Web.Tests.Rankings;

/// <summary>
/// For every organization and period of a seeded province, page, API, SQL over the events and <c>recompute</c> say the same. Some cases were reopened, withdrawn, found void, transferred,
/// entrusted and corrected, and one organization's region was moved to another reporting unit.
/// </summary>
public sealed partial class Every_figure_of_a_province(SeededHub hub) : IClassFixture<SeededHub>, IAsyncLifetime
{
    private const int Seed = 20261121;
    private const string Moved = "220184";   // 公主岭: with 四平 (220300) until 2020-06-18, with 长春 (220100) since
    private static readonly DateOnly Today = TestTime.Today;
    private static readonly Request System_ = new(Actor.System);

    /// <summary>
    /// A second implementation of the figures in SQL over the events' own JSON, with no row, no counter and none of the program's code: one line for each organization.
    /// What was corrected counts as it was corrected last; a dispute that was transferred counts at its receiver, one registered by mistake nowhere.
    /// </summary>
    private const string Disputes = """
        with registered as (select stream, data::jsonb as d from events where type = 'case.registered/1'),
        fixed as (select stream, version, data::jsonb -> 'fields' as f from events where type = 'case.corrected/1'),
        changed as (select stream, version, data::jsonb as d from events where type = 'case.claims-changed/1'),
        ending as (
          select distinct on (stream) stream, type, data::jsonb as d from events
          where type in ('case.closed/1', 'case.withdrawn/1', 'case.not-accepted/1', 'case.mediation-refused/1', 'case.transferred/1', 'case.reopened/1') order by stream, version desc),
        accepted as (select distinct on (stream) stream, (data::jsonb ->> 'on')::date as on_day from events where type = 'case.accepted/1' order by stream, version desc),
        effective as (select distinct on (stream) stream, (data::jsonb ->> 'no')::integer as no from events where type = 'case.agreement-took-effect/1' order by stream, version desc),
        term as (
          select e.stream, (t ->> 'no')::integer as no, t from effective e join events d on d.stream = e.stream and d.type = 'case.agreement-drafted/1' and (d.data::jsonb ->> 'no')::integer = e.no, jsonb_array_elements(d.data::jsonb -> 'terms') t),
        promised as (select stream, sum(coalesce((t ->> 'amount')::numeric, 0)) as amount from term group by stream),
        ruled as (
          select distinct on (stream) stream, data::jsonb -> 'ruling' ->> 'kind' as kind from events where type in ('case.agreement-ruled/1', 'case.ruling-withdrawn/1') order by stream, version desc),
        noted as (select distinct on (stream) stream, coalesce((data::jsonb -> 'note' ->> 'tainted')::boolean, false) as tainted from events where type = 'case.review-noted/1' order by stream, version desc),
        paid as (
          select p.stream, (p.data::jsonb -> 'payment' ->> 'termNo')::integer as term, (part ->> 'instalmentNo')::integer as instalment, sum((part ->> 'amount')::numeric) as amount
          from events p join effective e on e.stream = p.stream and e.no = (p.data::jsonb -> 'payment' ->> 'agreementNo')::integer, jsonb_array_elements(p.data::jsonb -> 'payment' -> 'parts') part
          where p.type = 'case.payment-recorded/1' group by 1, 2, 3),
        defaulted as (
          select distinct m.stream from events m join effective e on e.stream = m.stream and e.no = (m.data::jsonb ->> 'agreementNo')::integer
          join term on term.stream = m.stream and term.no = (m.data::jsonb ->> 'termNo')::integer
          left join paid on paid.stream = m.stream and paid.term = term.no and paid.instalment is not distinct from (m.data::jsonb ->> 'instalmentNo')::integer
          where m.type = 'case.default-marked/1'
            and coalesce(paid.amount, 0) <> coalesce((select (i ->> 'amount')::numeric from jsonb_array_elements(term.t -> 'instalments') i where (i ->> 'no')::integer = (m.data::jsonb ->> 'instalmentNo')::integer), (term.t ->> 'amount')::numeric, -1)
            and not exists (select 1 from events f where f.stream = m.stream and f.type = 'case.performance-recorded/1' and (f.data::jsonb ->> 'agreementNo')::integer = e.no and (f.data::jsonb ->> 'termNo')::integer = term.no)),
        dispute as (
          select coalesce(ruled.kind in ('void', 'revoked'), false) or coalesce(noted.tainted, false) or defaulted.stream is not null as tainted,
            coalesce(promised.amount, (e.d -> 'closing' ->> 'performedAtOnce')::numeric, 0) as agreed,
            (select coalesce(sum((c ->> 'amount')::numeric), 0) from jsonb_array_elements(coalesce((select c.d -> 'claims' from changed c where c.stream = r.stream order by c.version desc limit 1), r.d -> 'claims')) c) as claimed,
            r.stream as id, r.d ->> 'organizationId' as organization, r.d ->> 'unit' as unit, a.on_day as accepted,
            (coalesce((select f.f ->> 'receivedAt' from fixed f where f.stream = r.stream and f.f ->> 'receivedAt' is not null order by f.version desc limit 1), r.d ->> 'receivedAt')::timestamptz at time zone 'Asia/Shanghai')::date as received,
            coalesce((select f.f ->> 'source' from fixed f where f.stream = r.stream and f.f ->> 'source' is not null order by f.version desc limit 1), r.d ->> 'source') as source,
            coalesce((select f.f ->> 'workersInvolved' from fixed f where f.stream = r.stream and f.f ->> 'workersInvolved' is not null order by f.version desc limit 1), r.d ->> 'workersInvolved')::integer as workers,
            coalesce((select t.code from (select version, f ->> 'disputeType' as code from fixed f where f.stream = r.stream union all select version, d ->> 'disputeType' from changed c where c.stream = r.stream) t where t.code is not null order by version desc limit 1), r.d ->> 'disputeType') as type,
            case e.type when 'case.not-accepted/1' then 'notAccepted' when 'case.mediation-refused/1' then 'respondentRefused' when 'case.transferred/1' then 'transferred' when 'case.reopened/1' then null else e.d -> 'closing' ->> 'outcome' end as outcome,
            case when e.type in ('case.closed/1', 'case.withdrawn/1') then e.d -> 'closing' ->> 'on' when e.type <> 'case.reopened/1' then e.d ->> 'on' end::date as ended,
            (e.d -> 'closing' ->> 'inTime')::boolean as in_time
          from registered r left join ending e using (stream) left join accepted a using (stream)
            left join promised using (stream) left join ruled using (stream) left join noted using (stream) left join defaulted using (stream)),
        counted as (
          select *, outcome in ('agreed', 'agreedOral', 'settledWithdrawn') as won, outcome in ('agreed', 'agreedOral', 'settledWithdrawn', 'partial', 'noAgreement', 'expired', 'stopped', 'absent') as counts,
            coalesce(outcome, '') not in ('transferred', 'void') as here, source in ('commissionEntrusted', 'courtAssigned', 'courtEntrusted') as entrusted, ended between @from and @to as in_period
          from dispute)
        """;

    private const string Lines = Disputes + """
        select organization as Id,
          count(*) filter (where here and received between @from and @to) as Registered, coalesce(sum(workers) filter (where here and received between @from and @to), 0) as People,
          count(*) filter (where here and received between @from and @to and workers >= 10) as Collective, count(*) filter (where here and received between @from and @to and won) as RegisteredWon,
          count(*) filter (where here and accepted between @from and @to) as Accepted, count(*) filter (where here and accepted between @from and @to and won) as AcceptedWon,
          count(*) filter (where won and in_period) as S, count(*) filter (where outcome = 'partial' and in_period) as P, count(*) filter (where counts and not won and outcome <> 'partial' and in_period) as F,
          count(*) filter (where outcome = 'withdrawn' and in_period) as Withdrawn, count(*) filter (where outcome = 'notAccepted' and in_period) as NotAccepted, count(*) filter (where outcome = 'respondentRefused' and in_period) as Refused,
          count(*) filter (where outcome = 'transferred' and in_period) as Transferred, count(*) filter (where outcome = 'terminated' and in_period) as Terminated, count(*) filter (where outcome = 'void' and in_period) as Void,
          count(*) filter (where counts and entrusted and in_period) as Entrusted, count(*) filter (where won and entrusted and in_period) as EntrustedWon, count(*) filter (where counts and in_time and in_period) as InTime,
          coalesce(sum(workers) filter (where counts and in_period), 0) as ClosedPeople, coalesce(sum(workers) filter (where won and in_period), 0) as WonPeople,
          count(*) filter (where won and tainted and in_period) as Tainted, coalesce(sum(agreed) filter (where counts and in_period), 0) as Agreed, coalesce(sum(claimed) filter (where counts and in_period), 0) as Claimed,
          count(*) filter (where here and accepted < @from and (ended is null or ended >= @from)) as OpenBefore, count(*) filter (where here and accepted <= @to and (ended is null or ended > @to)) as OpenAfter
        from counted
        """;

    private sealed record Line(
        string Id, long Registered, long People, long Collective, long RegisteredWon, long Accepted, long AcceptedWon, long S, long P, long F, long Withdrawn, long NotAccepted, long Refused, long Transferred, long Terminated, long Void,
        long Entrusted, long EntrustedWon, long InTime, long ClosedPeople, long WonPeople, long Tainted, decimal Agreed, decimal Claimed, long OpenBefore, long OpenAfter)
    {
        public long Counts => S + P + F;

        /// <summary>By the text of §4.3, definition by definition; A9 in yuan.</summary>
        public Dictionary<string, string> Rates => new()
        {
            ["closing"] = $"{S}/{Counts}", ["A1"] = $"{AcceptedWon}/{Accepted}", ["A2"] = $"{S}/{Counts + Withdrawn}", ["A3"] = $"{RegisteredWon}/{Registered}", ["A4"] = $"{S - Tainted}/{Counts}", ["A5"] = $"{S - EntrustedWon}/{Counts - Entrusted}",
            ["A6"] = $"{EntrustedWon}/{Entrusted}", ["A7"] = $"{S + P}/{Counts}", ["A8"] = $"{WonPeople}/{ClosedPeople}", ["A9"] = string.Create(CultureInfo.InvariantCulture, $"{Agreed:0.##}/{Claimed:0.##}"),
        };

        public string Said => string.Join(' ', Rates.Select(r => $"{r.Key}={r.Value}")) + $" registered={Registered} people={People} collective={Collective} withdrawn={Withdrawn} notAccepted={NotAccepted} refused={Refused} transferred={Transferred} terminated={Terminated} void={Void} onTime={InTime}/{Counts} entrusted={EntrustedWon}/{Entrusted} open={OpenBefore}+{Accepted}→{OpenAfter}";
    }

    public async Task InitializeAsync()
    {
        await hub.Once(Disturb);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Is_the_same_on_the_page_over_the_API_by_SQL_over_the_events_and_recomputed_from_the_log()
    {
        using var client = await hub.Client("province");
        await using var connection = await hub.Installation.Store.Database.OpenConnectionAsync();
        var organizations = (await connection.QueryAsync<string>("select id from organization_rows order by id")).AsList();
        var rankings = hub.Services.GetRequiredService<Store.Statistics.Rankings>();
        var parser = new HtmlParser();
        var (tainted, agreed) = (0L, 0m);
        foreach (var (from, to) in Periods(6))
        {
            var about = $"from={Day(from)}&to={Day(to)}";
            var sql = (await connection.QueryAsync<Line>($"{Lines} group by organization", new { from, to })).ToDictionary(l => l.Id);
            (tainted, agreed) = (Math.Max(tainted, sql.Values.Sum(l => l.Tainted)), Math.Max(agreed, sql.Values.Sum(l => l.Agreed)));
            var recomputed = new Dictionary<string, Dictionary<string, string>>();
            foreach (var definition in RuleSet.BuiltIn.Settings.RateDefinitions.Value.Select(d => d.Id))
                foreach (var place in (await LogReckoning.Run(hub.Installation.Store, rankings.Query(from, to, definition: definition))).Ranking.Ranking.All)
                {
                    var rate = place.Contender.Standing.Rate;
                    (recomputed.TryGetValue(place.Contender.OrganizationId, out var own) ? own : recomputed[place.Contender.OrganizationId] = [])[definition] = definition is "A9" ? string.Create(CultureInfo.InvariantCulture, $"{rate.Numerator / 100m:0.##}/{rate.Denominator / 100m:0.##}") : $"{rate.Numerator}/{rate.Denominator}";
                }
            foreach (var id in organizations)
            {
                var expected = sql.GetValueOrDefault(id) ?? new Line(id, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
                var rate = await client.Get($"/api/v1/organizations/{id}/success-rate?{about}");
                var indicators = await client.Get($"/api/v1/organizations/{id}/indicators?{about}");
                Assert.True(expected.Said == Said(indicators), $"{id} {about}\nSQL {expected.Said}\nAPI {Said(indicators)}");
                Assert.Equal($"{expected.S}/{expected.Counts}", $"{rate["succeeded"]}/{rate["denominator"]}");
                Assert.Equal(expected.Rates, recomputed[id].OrderBy(r => r.Key).ToDictionary());

                // The page: the gauge's numbers, each outcome, each definition and each indicator.
                using var page = await parser.ParseDocumentAsync(await client.GetStringAsync($"/organizations/{id}?{about}"));
                string Shown(string name) => page.QuerySelector($"[data-rate='{name}']")!.TextContent.Trim().Replace(",", "");
                Assert.Equal((id, $"{expected.S}", $"{expected.Withdrawn}", $"{expected.Void}", $"{expected.Transferred}"), (id, $"{new[] { "agreed", "agreedOral", "settledWithdrawn" }.Sum(o => long.Parse(Shown($"outcomes.{o}"), CultureInfo.InvariantCulture))}", Shown("outcomes.withdrawn"), Shown("outcomes.void"), Shown("outcomes.transferred")));
                var table = page.QuerySelectorAll("#rate details table")[0].QuerySelectorAll("tbody tr").Select(r => r.Children).ToDictionary(c => Head(c[0]), c => Numbers().Match(c[2].TextContent.Trim().Replace(",", "")).Value);
                foreach (var shown in indicators["rates"]!.AsArray().Where(r => r!["id"]!.GetValue<string>() != "closing").Concat(indicators["indicators"]!.AsArray()))
                    Assert.Equal((id, about, shown!["name"]!.GetValue<string>(), Fraction(shown)), (id, about, shown["name"]!.GetValue<string>(), table[shown["name"]!.GetValue<string>() + (shown["note"] is { } note ? $"（{note}）" : "")]));
            }
        }
        // Each of what the net rate takes off is among them: ruled void, refused in review, not performed.
        Assert.True(tainted >= 3 && agreed > 0, $"{tainted} {agreed}");
    }

    /// <summary>A city's and the province's figures are those of the cases that were received while their regions reported to it.</summary>
    [Fact]
    public async Task Of_a_reporting_unit_is_that_of_the_cases_received_while_their_region_reported_to_it()
    {
        using var client = await hub.Client("province");
        await using var connection = await hub.Installation.Store.Database.OpenConnectionAsync();
        var seen = new HashSet<string>();
        foreach (var (from, to) in Periods(4).Prepend((new(2020, 1, 1), new(2020, 12, 31))))
        {
            var about = $"from={Day(from)}&to={Day(to)}";
            foreach (var unit in Regions.BuiltIn.ReportingUnits("220000").Select(u => u.Code).Append("220000"))
            {
                // The one region that was moved, by its own day; all others by where they are.
                var within = Regions.BuiltIn.All.Where(r => r.Code != Moved && Regions.BuiltIn.IsWithin(r.Code, unit)).Select(r => r.Code).ToArray();
                var expected = await connection.QuerySingleAsync<Line>(Lines.Replace("select organization as Id,", "select @unit as Id,") +
                    " where unit = any(@within) or (unit = @moved and @unit in ('220000', case when received <= '2020-06-18' then '220300' else '220100' end))", new { from, to, unit, within, moved = Moved });
                var indicators = await client.Get($"/api/v1/indicators?unit={unit}&{about}");
                Assert.True(expected.Said == Said(indicators), $"{unit} {about}\nSQL {expected.Said}\nAPI {Said(indicators)}");
                if (expected.Counts > 0) seen.Add(unit);
                Assert.Contains($"{expected.S:N0}/{expected.Counts:N0}", await client.GetStringAsync($"/indicators?unit={unit}&{about}"));
            }
        }
        Assert.Superset(new HashSet<string> { "220000", "220100", "220300" }, seen);
    }

    /// <summary>By dispute type, source and size, each group with as many cases behind it as it says.</summary>
    [Fact]
    public async Task By_dispute_type_source_and_size_is_the_sum_of_its_cases_and_opens_down_to_them()
    {
        using var client = await hub.Client("auditor");
        await using var connection = await hub.Installation.Store.Database.OpenConnectionAsync();
        var (opened, told) = (0, new Dictionary<string, long>());
        foreach (var (from, to) in Periods(3).Prepend((new(2020, 1, 1), new(2020, 12, 31))))
        {
            var about = $"from={Day(from)}&to={Day(to)}";
            foreach (var (path, who, values) in new[]
            {
                ("/api/v1/organizations/demo-org/breakdown", "organization = 'demo-org'", Array.Empty<string>()),
                ("/api/v1/organizations/o490/breakdown", "organization = 'o490'", []),
                ("/api/v1/indicators/breakdown", "true", []),
                ("/api/v1/indicators/breakdown?unit=220300", "(unit = any(@within) or (unit = @moved and received <= '2020-06-18'))", [.. Regions.BuiltIn.All.Where(r => r.Code != Moved && Regions.BuiltIn.IsWithin(r.Code, "220300")).Select(r => r.Code)]),
                ("/api/v1/indicators/breakdown?unit=220100", "(unit = any(@within) or (unit = @moved and received > '2020-06-18'))", [.. Regions.BuiltIn.All.Where(r => r.Code != Moved && Regions.BuiltIn.IsWithin(r.Code, "220100")).Select(r => r.Code)]),
            })
            {
                var breakdown = await client.Get($"{path}{(path.Contains('?') ? '&' : '?')}{about}");
                foreach (var dimension in breakdown["dimensions"]!.AsArray())
                {
                    var key = dimension!["dimension"]!.GetValue<string>() switch { "disputeType" => "split_part(type, '.', 1)", "source" => "source", _ => "(workers >= 10)::text" };
                    var expected = (await connection.QueryAsync<(string Key, long S, long P, long F, long X, long Registered, long Accepted)>(
                        $"""
                        {Disputes} select {key}, count(*) filter (where won and in_period), count(*) filter (where outcome = 'partial' and in_period), count(*) filter (where counts and not won and outcome <> 'partial' and in_period), count(*) filter (where not counts and in_period),
                          count(*) filter (where here and received between @from and @to), count(*) filter (where here and accepted between @from and @to)
                        from counted where (in_period or (here and received between @from and @to) or (here and accepted between @from and @to)) and {who} group by 1
                        """, new { from, to, within = values, moved = Moved })).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
                    var closed = (await connection.QueryAsync<(string Key, long People, decimal Claimed, double Median, int Ninetieth)>(
                        $"""
                        {Disputes} select {key}, sum(workers), sum(claimed), percentile_cont(0.5) within group (order by ended - received), percentile_disc(0.9) within group (order by ended - received) from counted where counts and in_period and {who} group by 1
                        """, new { from, to, within = values, moved = Moved })).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
                    var groups = dimension["groups"]!.AsArray().OrderBy(g => g!["key"]!.GetValue<string>(), StringComparer.Ordinal).ToList();
                    // A kind may have agreements alone, of cases of earlier days.
                    Assert.Equal(expected, groups.Where(g => N(g, "registered") + N(g, "accepted") + N(g, "denominator") + N(g, "excluded") > 0).Select(g => (g!["key"]!.GetValue<string>(), N(g, "succeeded"), N(g, "partial"), N(g, "failed"), N(g, "excluded"), N(g, "registered"), N(g, "accepted"))));
                    Assert.Equal(closed, groups.Where(g => N(g, "denominator") > 0).Select(g => (g!["key"]!.GetValue<string>(), N(g, "people"), g["claimed"]!.GetValue<decimal>(), (double)g["medianDays"]!.GetValue<decimal>(), g["ninetiethDays"]!.GetValue<int>())));
                    foreach (var group in groups)
                        foreach (var (cell, at) in new[] { ("registered", "registeredAt"), ("accepted", "acceptedAt") })
                        {
                            var cases = await client.Get(group![at]!.GetValue<string>());
                            Assert.Equal((path, about, group["key"]!.GetValue<string>(), cell, N(group, cell)), (path, about, group["key"]!.GetValue<string>(), cell, cases["total"]!.GetValue<long>()));
                            opened++;
                        }
                    // The indicators of all kinds are together those of the period, and each number is as long as its list.
                    var indicators = (await client.Get($"{path.Replace("/breakdown", path.Contains("organizations") ? "/indicators" : "")}{(path.Contains('?') ? '&' : '?')}{about}"))["indicators"]!.AsArray();
                    foreach (var kind in groups.SelectMany(g => g!["rates"]!.AsArray()).GroupBy(r => r!["id"]!.GetValue<string>()))
                    {
                        var whole = indicators.Single(i => i!["id"]!.GetValue<string>() == kind.Key)!;
                        Assert.Equal((path, about, kind.Key, whole["numerator"]!.GetValue<decimal>(), whole["denominator"]!.GetValue<decimal>()), (path, about, kind.Key, kind.Sum(r => N(r, "numerator")), kind.Sum(r => N(r, "denominator"))));
                        told[kind.Key] = told.GetValueOrDefault(kind.Key) + kind.Sum(r => N(r, "numerator"));
                        foreach (var rate in kind)
                            foreach (var number in new[] { "numerator", "denominator" })
                            {
                                var cases = await client.Get(rate![$"{number}At"]!.GetValue<string>());
                                Assert.Equal((path, about, kind.Key, number, N(rate, number)), (path, about, kind.Key, number, cases["total"]!.GetValue<long>()));
                                opened++;
                            }
                    }
                    foreach (var group in groups)
                        foreach (var result in new[] { "succeeded", "partial", "failed", "excluded" })
                        {
                            var cases = await client.Get($"{group!["casesAt"]!.GetValue<string>()}&result={result}");
                            Assert.Equal((path, about, group["key"]!.GetValue<string>(), result, N(group, result)), (path, about, group["key"]!.GetValue<string>(), result, cases["total"]!.GetValue<long>()));
                            opened++;
                        }
                }
            }
        }
        Assert.True(opened > 200, $"{opened} lists");
        Assert.All(new[] { "acceptedInTime", "onTime", "performance", "performedAtAll" }, id => Assert.True(told[id] > 0, id));

        // The same list as a page; and who sees no cases is given no way to them.
        var first = (await client.Get("/api/v1/indicators/breakdown?from=2020-01-01&to=2020-12-31"))["dimensions"]![1]!["groups"]![0]!;
        Assert.Contains($"{N(first, "succeeded")}", await client.GetStringAsync($"{first["casesAt"]!.GetValue<string>().Replace("/api/v1", "")}&result=succeeded"));
        var hidden = 0;
        using var clerk = await hub.Client("clerk");
        foreach (var path in new[] { "/api/v1/indicators/breakdown", "/api/v1/organizations/demo-org/breakdown" })
            foreach (var dimension in (await clerk.Get(path))["dimensions"]!.AsArray().Select(d => d!["groups"]!.AsArray()))
            {
                // Small groups are covered for whom the cases are not, and none follows from the sum of all.
                Assert.All(dimension, g => Assert.Null(g!["casesAt"]));
                Assert.All(dimension.Where(g => !g!["suppressed"]!.GetValue<bool>()), g => Assert.All(new[] { "registered", "accepted", "denominator", "excluded" }, of => Assert.True(N(g, of) is 0 or >= 5, $"{g}")));
                Assert.All(dimension.Where(g => g!["succeeded"] is not null), g => Assert.All(new[] { "succeeded", "partial", "failed" }, of => Assert.True(N(g, of) is 0 or >= 5, $"{g}")));
                Assert.All(dimension.Where(g => g!["rates"] is not null).SelectMany(g => g!["rates"]!.AsArray()), r => Assert.True(r!["denominator"] is null ? r["numerator"] is null && r["rate"] is null : N(r, "numerator") is 0 or >= 5 && N(r, "denominator") - N(r, "numerator") is 0 or >= 5 && r["numeratorAt"] is null && r["denominatorAt"] is null, $"{r}"));
                Assert.All(dimension, g => Assert.True(g!["registeredAt"] is null && g["acceptedAt"] is null));
                hidden += dimension.Count(g => g!["suppressed"]!.GetValue<bool>());
            }
        Assert.True(hidden > 0);

        static long N(JsonNode? node, string name) => node![name]!.GetValue<long>();
    }

    [Fact]
    public async Task Is_proved_clean() => Assert.Empty((await Verification.Run(hub.Installation.Store, hub.Installation.Aggregates, null)).Findings);

    /// <summary>Random stretches of the ten years, some of a day, some that begin or end on the day of a closing.</summary>
    private static IEnumerable<(DateOnly From, DateOnly To)> Periods(int n)
    {
        var random = new Random(Seed);
        for (var i = 0; i < n; i++)
        {
            var from = Today.AddDays(-random.Next(3650));
            yield return (from, i % 3 == 0 ? from : from.AddDays(random.Next(1, 1500)));
        }
        yield return (new(Today.Year, 1, 1), Today);
        yield return (Today.AddYears(-11), Today.AddYears(1));
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The name of a row, without what is explained below it.</summary>
    private static string Head(IElement cell) => string.Concat(cell.ChildNodes.Where(n => n is not IElement).Select(n => n.TextContent)).Trim();

    private static string Fraction(JsonNode node) => $"{Number(node["numerator"]!)}/{Number(node["denominator"]!)}";
    private static string Number(JsonNode n) => n.GetValue<decimal>().ToString("0.##", CultureInfo.InvariantCulture);

    private static string Said(JsonObject api)
    {
        var rates = api["rates"]!.AsArray().Select(r => $"{r!["id"]}={Fraction(r)}");
        string Indicator(string id) => Fraction(api["indicators"]!.AsArray().Single(i => i!["id"]!.GetValue<string>() == id)!);
        var (t, o, b) = (api["totals"]!, api["outcomes"]!, api["balance"]!);
        return string.Join(' ', rates) + $" registered={t["registered"]} people={t["people"]} collective={t["collective"]} withdrawn={o["withdrawn"]} notAccepted={o["notAccepted"]} refused={o["respondentRefused"]} transferred={o["transferred"]} terminated={o["terminated"]} void={o["void"]} onTime={Indicator("onTime")} entrusted={Indicator("entrusted")} open={b["openBefore"]}+{b["accepted"]}→{b["openAfter"]}";
    }

    [GeneratedRegex(@"^[\d.]+/[\d.]+")]
    private static partial Regex Numbers();

    /// <summary>What makes figures that were counted once others now.</summary>
    private static async Task Disturb(SeededHub hub)
    {
        var (installation, aggregates) = (hub.Installation, hub.Installation.Aggregates);
        await using var connection = await installation.Store.Database.OpenConnectionAsync();
        async Task Do(string id, ICommand<MediationCase> command)
        {
            var answer = await aggregates.Send(id, command, System_);
            Assert.True(answer.Kind is AnswerKind.Done, $"{command.GetType().Name}: {answer.Refusal?.Chinese}");
        }

        // Reopened: some are open again, some ended otherwise.
        var closed = (await connection.QueryAsync<(string Id, string Outcome)>("select id, outcome from case_rows where stage = 'closed' and outcome in ('noAgreement', 'agreed') and closed_on > @since order by outcome = 'agreed', md5(id) limit 12", new { since = Today.AddYears(-2) })).AsList();
        Assert.True(closed.Count >= 6 && closed.Count(c => c.Outcome is "noAgreement") >= 2, $"{closed.Count}");
        foreach (var (i, (id, outcome)) in closed.Index())
        {
            await Do(id, new RequestReopen("结案登记错误"));
            await Do(id, new ApproveReopen());
            if (outcome is "agreed") continue;
            if (i % 3 == 0) await Do(id, new CloseCase(Outcome.Terminated, null, Today, TerminationGround.DecidedElsewhere, Note: "另案已裁"));
            if (i % 3 == 1) await Do(id, new WithdrawApplication(false, null, Today, "不再要求"));
        }

        // Successes that the net rate takes off again: ruled void, refused in review for a breach of law, marked as not performed (one of them paid since, which counts again).
        var agreed = (await connection.QueryAsync<string>("select c.id from case_rows c join agreement_rows a on a.case_id = c.id where c.stage = 'closed' and c.outcome = 'agreed' and a.status = 'effective' and c.closed_on > @since order by md5(c.id) desc limit 2", new { since = Today.AddYears(-2) })).AsList();
        await Do(agreed[0], new RecordRuling(RulingKind.Void, RulingBody.Court, "长春市南关区人民法院", "（2026）吉0102民初17号", Today, [(await installation.Files.Add("判决书.pdf", "%PDF-1.4"u8.ToArray(), "system")).File!.Id]));
        await Do(agreed[1], new NoteReview("rev-of-the-test", AgreementStatus.Returned, Today, Tainted: true));
        var unpaid = (await connection.QueryAsync<string>("select c.id from case_rows c join agreement_rows a on a.case_id = c.id where c.stage = 'closed' and c.outcome = 'agreed' and a.status = 'effective' and a.next_due_on < @today and a.defaulted_on is null and not c.id = any(@agreed) order by md5(c.id) limit 2", new { today = Today, agreed })).AsList();
        Assert.Equal(2, unpaid.Count);
        foreach (var (i, id) in unpaid.Index())
        {
            var line = (await aggregates.Find<MediationCase>(id))!.State.InForce!.Lines.First(l => l.IsOverdue(Today));
            await Do(id, new MarkDefault(line.TermNo, Today, line.InstalmentNo, "到期未付"));
            if (i == 1 && line.Owed is not null) await Do(id, new RecordPayment(line.TermNo, line.Outstanding, Today, InstalmentNo: line.InstalmentNo));
        }

        // Five that have been in session: corrected (twelve workers, from a court; received a day before), found void, handed on to another organization, failed.
        var monday = Today.AddDays(-60 - (int)Today.AddDays(-60).DayOfWeek + 1);
        DateTimeOffset At(DateOnly day, int hour) => new(day, new(hour, 0), TimeSpan.FromHours(8));
        installation.Clock.Hold(At(monday.AddDays(-7), 9));
        var busy = await Province.Found(aggregates, installation.Files, "491", monday.AddDays(-7), "220200");
        var open = new List<string>();
        for (var n = 0; n < 5; n++)
        {
            installation.Clock.Hold(At(monday, 10 + n));
            var id = new CaseId(NewId.Next("c"));
            foreach (var step in Life.Of(busy, id, 910 + n, At(monday, 9 + n)).Take(5)) await Do(id.Value, step.Command);
            open.Add(id.Value);
        }
        installation.Clock.Hold(null);
        await Do(open[0], new CorrectCase(new() { WorkersInvolved = 12, Source = CaseSource.CourtAssigned }, "登记错误"));
        await Do(open[0], new CloseCase(Outcome.NoAgreement, [new(FailureCode.PositionsApart)], Today));
        await Do(open[1], new CorrectCase(new() { ReceivedAt = At(monday.AddDays(-1), 15), DisputeType = "11" }, "登记错误"));
        await Do(open[2], new CloseCase(Outcome.Void, null, Today, Note: "重复登记"));
        await Do(open[3], new TransferCase(new("demo-org"), "被申请人在其辖区"));
        await Do(open[3], new AcceptTransfer(new(NewId.Next("c"))));
        await Do(open[4], new CloseCase(Outcome.NoAgreement, [new(FailureCode.PositionsApart)], Today));

        // One whose region reported to 四平 when its first case was received, and to 长春 when the second was.
        installation.Clock.Hold(At(new(2020, 6, 1), 9));
        var office = await Province.Found(aggregates, installation.Files, "490", new(2020, 6, 1), Moved);
        foreach (var (n, day) in new[] { (1, 18), (2, 19), (3, 10) })
        {
            var at = At(new(2020, 6, day), 9);
            installation.Clock.Hold(at.AddHours(3));
            var id = new CaseId(NewId.Next("c"));
            foreach (var step in Life.Of(office, id, 900 + n, at).Take(n == 3 ? 3 : Life.Steps)) await Do(id.Value, step.Command);
        }
        installation.Clock.Hold(null);
    }
}
