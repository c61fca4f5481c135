using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Statistics;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Organizations;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Boards;

/// <summary>The success rate of several organizations together.</summary>
/// <param name="Organizations">All that the ranking compares, those without a case that counts among them.</param>
/// <param name="Met">Of those, how many reach the target with enough cases; <paramref name="Below"/> do not, <paramref name="Insufficient"/> have too few or none: the same numbers as on the ranking.</param>
public sealed record BoardSum(long Succeeded, long Denominator, int Organizations, int Met, int Below, int Insufficient)
{
    /// <summary>Percent; null where nothing counts.</summary>
    public decimal? Rate => new Rate(Succeeded, Denominator).Percent;

    public static BoardSum Of(IEnumerable<RankingPlace> places)
    {
        var (s, n, with, met, below, few) = (0L, 0L, 0, 0, 0, 0);
        foreach (var place in places)
        {
            var standing = place.Contender.Standing;
            s += standing.Rate.Numerator;
            n += standing.Rate.Denominator;
            with++;
            if (place.Kind is PlaceKind.Ranked) met++;
            else if (place.Kind is PlaceKind.BelowTarget) below++;
            else few++;
        }
        return new(s, n, with, met, below, few);
    }
}

public sealed record BoardUnit(string Unit, string Name, BoardSum Sum);

/// <param name="CasesToTarget">How many more successes in a row reach the target; null where no number does.</param>
public sealed record BoardOrganization(string OrganizationId, string Name, string Unit, PlaceKind Place, int? Rank, long Succeeded, long Denominator, decimal? Rate, bool Met, long? CasesToTarget);

/// <summary>The board of a region: this calendar year by the closing definition.</summary>
/// <param name="Organizations">Those below the target in front, the nearest to it first.</param>
public sealed record Board(
    string Unit, string Name, DateOnly From, DateOnly To, RateDefinitionShown Definition, int Target, BoardSum Sum, IReadOnlyList<BoardUnit> Units, IReadOnlyList<BoardOrganization> Organizations, int OrganizationsTotal, FiguresAsOf AsOf)
{
    private IReadOnlyDictionary<string, string>? _slots, _states;

    /// <summary>What stands on the page, place by place: the page is rendered from it, and the stream sends what of it has changed. Written once for all who look at it.</summary>
    public IReadOnlyDictionary<string, string> Slots() => _slots ??= Written();

    private Dictionary<string, string> Written()
    {
        var slots = new Dictionary<string, string>(StringComparer.Ordinal);
        Put("all", Sum.Succeeded, Sum.Denominator, Sum.Rate);
        slots["all.met"] = Number(Sum.Met);
        slots["all.below"] = Number(Sum.Below);
        slots["all.insufficient"] = Number(Sum.Insufficient);
        foreach (var unit in Units)
        {
            Put($"u.{unit.Unit}", unit.Sum.Succeeded, unit.Sum.Denominator, unit.Sum.Rate);
            slots[$"u.{unit.Unit}.met"] = $"{Number(unit.Sum.Met)}/{Number(unit.Sum.Organizations)}";
        }
        foreach (var o in Organizations)
        {
            Put($"o.{o.OrganizationId}", o.Succeeded, o.Denominator, o.Rate);
            slots[$"o.{o.OrganizationId}.more"] = More(o);
        }
        slots["position"] = AsOf.Position.ToString(CultureInfo.InvariantCulture);
        slots["at"] = $"{AsOf.At.ToOffset(ChinaTime.Offset):yyyy-MM-dd HH:mm:ss}";
        return slots;

        void Put(string key, long s, long n, decimal? rate)
        {
            slots[$"{key}.rate"] = rate is null ? Display.NoFigure : $"{Display.Rate(rate)}%";
            slots[$"{key}.n"] = $"{Number(s)}/{Number(n)}";
        }
    }

    /// <summary>Which tone each part has: <c>met</c>, <c>missed</c>, <c>few</c>, <c>none</c>.</summary>
    public IReadOnlyDictionary<string, string> States() => _states ??= Toned();

    private Dictionary<string, string> Toned()
    {
        var states = new Dictionary<string, string>(StringComparer.Ordinal) { ["all"] = State(Sum.Succeeded, Sum.Denominator) };
        foreach (var unit in Units) states[$"u.{unit.Unit}"] = State(unit.Sum.Succeeded, unit.Sum.Denominator);
        foreach (var o in Organizations) states[$"o.{o.OrganizationId}"] = o.Denominator == 0 ? "none" : o.Place is PlaceKind.Insufficient ? "few" : o.Met ? "met" : "missed";
        return states;
    }

    public string State(long s, long n) => n == 0 ? "none" : new Rate(s, n).Meets(Target) ? "met" : "missed";

    public static string More(BoardOrganization o) =>
        o.Denominator == 0 ? "没有计入成功率的案件" : o.Place is PlaceKind.Insufficient ? (o.Met ? "已达标，样本不足" : "样本不足") : o.Met ? "已达标" : o.CasesToTarget is { } more ? $"再成功 {more:N0} 件即达标" : "未达标";

    private static string Number(long n) => n.ToString("N0", CultureInfo.InvariantCulture);
}

/// <summary>Reads boards from the figures in memory.</summary>
public sealed class BoardDesk(HubStore store, Store.Statistics.Rankings rankings)
{
    /// <summary>So many organizations stand on a board.</summary>
    private const int MostOrganizations = 40;

    /// <summary>Of each region the newest board: two hundred pages that look at the same figures have it made once.</summary>
    private readonly ConcurrentDictionary<string, (RankingAsOf From, Board Board)> _kept = new(StringComparer.Ordinal);

    /// <summary>The region whose board is a person's own.</summary>
    public string OwnUnit(Actor actor) => actor.Unit ?? store.Rules.Settings.Province.Value;

    /// <summary>A region within the person's own; the problem says why not.</summary>
    public (string? Unit, Problem? Problem) Asked(Actor actor, string? unit)
    {
        if (string.IsNullOrWhiteSpace(unit)) return (OwnUnit(actor), null);
        if (ApiWord.CheckUnit("unit", unit) is { } unknown) return (null, unknown);
        var code = Regions.BuiltIn.Find(unit.Trim())!.Code;
        return Regions.BuiltIn.IsWithin(code, OwnUnit(actor)) ? (code, null)
            : (null, Problem.Invalid("unit", $"“{Regions.BuiltIn.NameOf(code)}”不在{Regions.BuiltIn.NameOf(OwnUnit(actor))}，只能查看本地区的看板。", "This region does not lie within your own."));
    }

    public async Task<Board> Of(string unit, CancellationToken cancel)
    {
        var of = await rankings.Of(rankings.Query(unit: unit), live: true, cancel);
        if (_kept.TryGetValue(unit, out var kept) && ReferenceEquals(kept.From.Ranking, of.Ranking) && kept.From.AsOf == of.AsOf) return kept.Board;
        var board = Made(unit, of);
        _kept[unit] = (of, board);
        return board;
    }

    private static Board Made(string unit, RankingAsOf of)
    {
        var ranking = of.Ranking;
        var province = Regions.BuiltIn.Find(unit) is { Level: RegionLevel.Province };
        var all = ranking.All.ToList();
        var byUnit = all.ToLookup(p => Regions.BuiltIn.ReportingUnitOf(p.Contender.Unit)?.Code);
        IReadOnlyList<BoardUnit> units = province ? [.. Regions.BuiltIn.ReportingUnits(unit).Select(u => new BoardUnit(u.Code, u.Name, BoardSum.Of(byUnit[u.Code])))] : [];
        var ordered = ranking.BelowTarget.OrderBy(p => p.Contender.Standing.Rate.ToTarget(ranking.Rules.Target) ?? long.MaxValue).ThenByDescending(p => p.Contender.Standing.Sample)
            .Concat(ranking.Ranked).Concat(ranking.Insufficient);
        return new(unit, Regions.BuiltIn.NameOf(unit), of.Query.From, of.Query.To, RateDefinitionShown.Of(ranking.Rules.Definition), ranking.Rules.Target, BoardSum.Of(all), units,
            [.. ordered.Take(MostOrganizations).Select(p => Organization(p, ranking))], all.Count, of.AsOf);
    }

    private static BoardOrganization Organization(RankingPlace place, Ranking ranking)
    {
        var (c, s) = (place.Contender, place.Contender.Standing);
        return new(c.OrganizationId, c.Name, c.Unit, place.Kind, place.Rank, s.Rate.Numerator, s.Rate.Denominator, s.Rate.Percent, s.Rate.Meets(ranking.Rules.Target), s.Rate.ToTarget(ranking.Rules.Target));
    }
}

/// <summary>The live boards of cities and of the province.</summary>
public static class BoardPages
{
    /// <summary>Commits that come closer together are told at once. Longer than figures may be old that are shown without asking: what was heard of must not be among what they lack.</summary>
    private static readonly TimeSpan Breath = Store.Statistics.Rankings.LiveAge + TimeSpan.FromMilliseconds(50);

    public static void MapBoardApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/board", async (HttpContext http, BoardDesk desk, string? unit) =>
        {
            if (!Policy.May(http.Actor(), "board.read")) return Problem.Forbidden;
            var (asked, problem) = desk.Asked(http.Actor(), unit);
            return problem is not null ? problem : Results.Json(await desk.Of(asked!, http.RequestAborted), OrganizationEndpoints.Rates);
        }).Operation("board.read").Answers<Board>();

        // Server-sent events: first everything that stands on the board, then after each commit what of it has changed.
        api.MapGet("/board/live", (HttpContext http, BoardDesk desk, ChangeFeed changes, string? unit) =>
        {
            if (!Policy.May(http.Actor(), "board.live")) return Problem.Forbidden;
            var (asked, problem) = desk.Asked(http.Actor(), unit);
            return problem is not null ? problem : EventStream.Of(http, Follow(desk, changes, asked!, http.RequestAborted));
        }).Operation("board.live").AnswersFile(EventStream.MediaType);
    }

    public static void MapBoardPages(this IEndpointRouteBuilder pages) =>
        pages.MapGet("/board", async (HttpContext http, BoardDesk desk, Alerts.AlertDesk alerts, EstablishmentReader establishment, HubStore store, string? unit) =>
        {
            var actor = http.Actor();
            if (!Policy.May(actor, "board.read")) return Pages.NotYours();
            var (asked, problem) = desk.Asked(actor, unit);
            var at = asked ?? desk.OwnUnit(actor);
            return Pages.Show<BoardPage>(new { Board = await desk.Of(at, http.RequestAborted), Alerts = await alerts.Open(actor, at, http.RequestAborted), Establishment = await BaseLists.EstablishmentShown.Read(establishment, at, ChinaTime.DayOf(store.Clock.GetUtcNow()), http.RequestAborted), Error = problem?.Detail.Chinese ?? problem?.Errors?.Values.First()[0].Chinese }, problem is null ? 200 : 400);
        });

    private static async IAsyncEnumerable<byte[]> Follow(BoardDesk desk, ChangeFeed changes, string unit, [EnumeratorCancellation] CancellationToken cancel)
    {
        IReadOnlyDictionary<string, string> slots = new Dictionary<string, string>(), states = slots;
        var first = true;
        await foreach (var _ in changes.Watch(ChangeFeed.EveryOrganization, cancel))
        {
            if (!first) await Task.Delay(Breath, cancel);
            first = false;
            var board = await desk.Of(unit, cancel);
            var (nowSlots, nowStates) = (board.Slots(), board.States());
            var said = new { slots = Changed(slots, nowSlots), states = Changed(states, nowStates) };
            (slots, states) = (nowSlots, nowStates);
            if (said.slots.Count + said.states.Count > 0) yield return EventStream.Event(said);
        }
    }

    private static Dictionary<string, string> Changed(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> now) =>
        now.Where(n => before.GetValueOrDefault(n.Key) != n.Value).ToDictionary(n => n.Key, n => n.Value);
}
