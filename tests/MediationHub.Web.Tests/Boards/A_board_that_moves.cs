using System.Net;
using System.Text.Json.Nodes;
using MediationHub.Domain.Rulebook;
using MediationHub.Web.Features.Rankings;
using MediationHub.Web.Tests.Api;
using MediationHub.Web.Tests.Intake;
using Npgsql;

namespace MediationHub.Web.Tests.Boards;

/// <summary>The city's and the province's boards move within a second of a commit.</summary>
public class A_board_that_moves(RunningHub hub) : IClassFixture<RunningHub>
{
    [Theory]
    [InlineData("province")]
    [InlineData("city")]
    public async Task Shows_a_closing_within_a_second_and_sends_only_what_changed(string user)
    {
        using var watcher = await hub.Client(user);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        using var stream = new StreamReader(await watcher.GetStreamAsync("/api/v1/board/live", limit.Token));
        var first = await Next();
        var before = first["slots"]!["all.n"]!.GetValue<string>();
        Assert.True(first["slots"]!.AsObject().ContainsKey("u.220200.rate") == user is "province");

        using var mediator = await hub.Client("mediator");
        JsonObject said = [];
        await Promptly.WithinASecond(mediator.Sealed, async c =>
        {
            await mediator.Do(c, "close", new { outcome = "agreed", on = Calls.Today });
            do said = await Next(); while (!said["slots"]!.AsObject().ContainsKey("all.n"));
        });
        Assert.NotEqual(before, said["slots"]!["all.n"]!.GetValue<string>());
        Assert.False(said["slots"]!.AsObject().ContainsKey("u.220200.rate"));
        Assert.True(said["slots"]!.AsObject().ContainsKey($"o.{RunningHub.Organization}.n"));

        // The page says the same without any script.
        using var pages = await Pages.SignedIn(hub, user);
        Assert.Contains($"data-slot=\"all.n\">{said["slots"]!["all.n"]!.GetValue<string>()}", await pages.Get("/board"));

        Task<JsonObject> Next() => NextOf(stream, limit.Token);
    }

    /// <summary>A registry's import or a dump may be under way for an hour.</summary>
    [Fact]
    public async Task Shows_a_closing_within_a_second_whatever_other_transaction_is_open()
    {
        using var watcher = await hub.Client("province");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        using var mediator = await hub.Client("mediator");
        using var stream = new StreamReader(await watcher.GetStreamAsync("/api/v1/board/live", limit.Token));
        var counted = Counts(await NextOf(stream, limit.Token));

        await using var connection = await hub.Installation.Store.Database.OpenConnectionAsync();
        await using var held = await connection.BeginTransactionAsync();
        await using (var number = new NpgsqlCommand("select pg_current_xact_id()", connection) { Transaction = held }) await number.ExecuteNonQueryAsync();
        await Promptly.WithinASecond(mediator.Sealed, async c =>
        {
            await mediator.Do(c, "close", new { outcome = "agreed", on = Calls.Today });
            JsonObject said;
            do said = await NextOf(stream, limit.Token); while (!said["slots"]!.AsObject().ContainsKey("all.n"));
            counted = (counted.Succeeded + 1, counted.Closed + 1);
            Assert.Equal(counted, Counts(said));
            Assert.Equal(counted.Closed, (await watcher.Get("/api/v1/board"))["sum"]!["denominator"]!.GetValue<long>());
        });

        static (long Succeeded, long Closed) Counts(JsonObject said) => said["slots"]!["all.n"]!.GetValue<string>().Split('/') is [var s, var n] ? (long.Parse(s), long.Parse(n)) : default;
    }

    private static async Task<JsonObject> NextOf(StreamReader stream, CancellationToken cancel)
    {
        while (await stream.ReadLineAsync(cancel) is { } line)
            if (line.StartsWith("data: ", StringComparison.Ordinal)) return JsonNode.Parse(line[6..])!.AsObject();
        throw new InvalidOperationException("the stream ended");
    }

    /// <summary>One rule on both: an organization without a case that counts has too few of them.</summary>
    [Fact]
    public async Task Counts_as_the_ranking_does()
    {
        using var province = await hub.Client("province");
        var (sum, totals) = ((await province.Get("/api/v1/board"))["sum"]!, (await province.Get("/api/v1/rankings"))["totals"]!);
        foreach (var (here, there) in new[] { ("met", "ranked"), ("below", "belowTarget"), ("insufficient", "insufficient") })
            Assert.Equal((here, totals[there]!.GetValue<int>()), (here, sum[here]!.GetValue<int>()));
        Assert.Equal(2, sum["organizations"]!.GetValue<int>());
        Assert.Contains("没有计入成功率的案件", await province.GetStringAsync("/board?unit=220200"));
    }

    [Theory]
    [InlineData("city", "220200")]
    [InlineData("province", "460100")]
    [InlineData("province", "nowhere")]
    public async Task Shows_no_region_of_somebody_else(string user, string unit)
    {
        using var client = await hub.Client(user);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync($"/api/v1/board?unit={unit}")).StatusCode);
    }

    [Fact]
    public void Has_a_tile_for_every_unit_of_both_provinces()
    {
        foreach (var province in new[] { "220000", "460000" })
        {
            var units = Regions.BuiltIn.ReportingUnits(province).ToList();
            Assert.All(units, u => Assert.True(UnitTiles.Knows(u.Code), u.Name));
            var svg = UnitTiles.Svg(province, new Dictionary<string, UnitTile> { [units[0].Code] = new("64.29%", "9/14", "met") }, "/board?unit=");
            Assert.Equal(units.Count, svg.Split("<g class=\"tile\"").Length - 1);
            Assert.Equal(units.Count, System.Text.RegularExpressions.Regex.Matches(svg, "<rect x=\"(\\d+)\" y=\"(\\d+)\"").Select(m => m.Value).Distinct().Count());
            Assert.Contains("64.29%", svg);
        }
    }
}
