using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Statistics;
using MediationHub.Store;
using MediationHub.Store.Statistics;
using MediationHub.Web.Api;
using MediationHub.Web.Features.Cases;
using MediationHub.Web.Features.Organizations;

namespace MediationHub.Web.Features.Rankings;

/// <summary>Cases that are assumed to settle today: one open case by its id, or so many of an organization's open ones.</summary>
public sealed record PendingSettle(string? CaseId = null, string? OrganizationId = null, int? Cases = null);

/// <summary>Another ranking of the same log. What is left out stays as it is: the current calendar year, the whole province, every type, the closing definition and the settings.</summary>
/// <param name="Definition">Id of a definition of the success rate.</param>
/// <param name="Target">Percent.</param>
/// <param name="MinimumClosed">Least number of cases by organization type, with <c>default</c> for all others.</param>
/// <param name="From">First day of the other period; both periods are compared under <paramref name="Unit"/> and <paramref name="Type"/>.</param>
/// <param name="PendingSettle">Open cases that are assumed to settle today.</param>
public sealed record WhatIfAsked(
    string? Definition = null, int? Target = null, IReadOnlyDictionary<string, int>? MinimumClosed = null, DateOnly? From = null, DateOnly? To = null, string? Unit = null, string? Type = null, IReadOnlyList<PendingSettle>? PendingSettle = null, int Page = 1);

/// <summary>An organization that stands elsewhere.</summary>
/// <param name="Gain">Places won, below 0 lost; null where it had or has no rank.</param>
/// <param name="Why">In Chinese, one sentence for each reason.</param>
public sealed record WhatIfMove(string OrganizationId, string Code, string Name, string Type, string Unit, PlaceKind Before, int? RankBefore, PlaceKind After, int? RankAfter, int? Gain, IReadOnlyList<MoveReason> Reasons, IReadOnlyList<string> Why);

/// <summary>Two rankings side by side, and who moves and why.</summary>
/// <param name="Settled">How many open cases were assumed to settle.</param>
/// <param name="Moves">Of 200 a page.</param>
public sealed record WhatIfAnswer(RankingShown Before, RankingShown After, int Settled, IReadOnlyList<WhatIfMove> Moves, int MovesTotal);

/// <summary>Answers what-if questions from the figures in memory; nothing is written.</summary>
public sealed class WhatIfDesk(HubStore store, Store.Statistics.Rankings rankings, CaseScope scope)
{
    private const int MostPending = 10_000;

    public async Task<(WhatIfAnswer? Answer, Problem? Problem)> Of(Actor actor, WhatIfAsked asked, CancellationToken cancel)
    {
        if (Check(asked) is { } problem) return (null, problem);
        var settings = store.Rules.Settings;
        var unit = string.IsNullOrWhiteSpace(asked.Unit) ? null : Domain.Rulebook.Regions.BuiltIn.Find(asked.Unit.Trim())!.Code;
        var type = string.IsNullOrWhiteSpace(asked.Type) ? null : asked.Type.Trim();
        var minimum = asked.MinimumClosed is not { } least ? null
            : new MinimumClosed(least.GetValueOrDefault("default", settings.MinimumClosed.Value.Default), settings.MinimumClosed.Value.ByType.Concat(least.Where(m => m.Key != "default")).GroupBy(m => m.Key).ToDictionary(g => g.Key, g => g.Last().Value));
        var before = rankings.Query(null, null, unit, type);
        var after = rankings.Query(asked.From, asked.To, unit, type, string.IsNullOrEmpty(asked.Definition) ? null : asked.Definition, asked.Target, minimum);

        var (more, settled, unknown) = await Assumed(actor, asked.PendingSettle ?? [], after, cancel);
        if (unknown is not null) return (null, unknown);
        var (first, second, asOf) = await rankings.Compare(before, after, more, cancel);
        var moves = WhatIf.Moves(first, second);
        var law = store.Law.Current;
        return (new(
            RankingShown.Of(new(before, first, asOf, law), asked.Page), RankingShown.Of(new(after, second, asOf, law), asked.Page), settled,
            [.. moves.Skip((asked.Page - 1) * RankingShown.PageSize).Take(RankingShown.PageSize).Select(m => Shown(m, first, second))], moves.Count), null);
    }

    private Problem? Check(WhatIfAsked asked)
    {
        var today = rankings.Today;
        var (from, to) = (asked.From ?? new(today.Year, 1, 1), asked.To ?? new(today.Year, 12, 31));
        if (from.Year is < Instants.FirstYear or > Instants.LastYear) return Problem.Invalid("from", "起始日期无效，请检查年份。", "Check the year.");
        if (to.Year is < Instants.FirstYear or > Instants.LastYear) return Problem.Invalid("to", "截止日期无效，请检查年份。", "Check the year.");
        if (to < from) return Problem.Invalid("to", "截止日期早于起始日期，请调换。", "The period ends before it begins.");
        if (asked.Target is < 1 or > 100) return Problem.Invalid("target", "目标应为1至100的百分数。", "The target is a percentage from 1 to 100.");
        if (asked.Page is < 1 or > 10_000) return Problem.Invalid("page", "页码从 1 开始。", "Pages begin with 1.");
        if (asked.MinimumClosed is { } minimum)
        {
            string[] words = [.. ApiWord.All<OrganizationType>(), "default"];
            if (minimum.Keys.FirstOrDefault(k => !words.Contains(k)) is { } unknown) return ApiWord.Check("minimumClosed", unknown, words) ?? Problem.Invalid("minimumClosed", $"可为：{string.Join('、', words)}。", $"It is one of {string.Join(", ", words)}.");
            if (minimum.Values.Any(n => n is < 1 or > 100_000)) return Problem.Invalid("minimumClosed", "最少结案数应在1至100000之间。", "The least number of closed cases lies between 1 and 100,000.");
        }
        return AskedPeriod.CheckDefinition(store.Rules.Settings, asked.Definition) ?? RankingEndpoints.CheckUnit(store, asked.Unit) ?? ApiWord.Check("type", asked.Type, ApiWord.All<OrganizationType>());
    }

    /// <summary>What the cases would count if they were closed today as agreed: by each definition's own day, where that lies in the period.</summary>
    private async Task<(IReadOnlyDictionary<string, Figures> More, int Settled, Problem? Problem)> Assumed(Actor actor, IReadOnlyList<PendingSettle> pending, RankingQuery query, CancellationToken cancel)
    {
        var sums = new Dictionary<string, Dictionary<string, long>>(StringComparer.Ordinal);
        if (pending.Count == 0) return (new Dictionary<string, Figures>(), 0, null);
        if (pending.Any(p => (p.CaseId is null) == (p.OrganizationId is null) || (p.CaseId is not null && p.Cases is not null) || (p.OrganizationId is not null && p.Cases is not (>= 1 and <= MostPending))))
            return (null!, 0, Problem.Invalid("pendingSettle", $"每项写明 caseId，或者 organizationId 和 cases（1 至 {MostPending} 件）。", $"Each item names a caseId, or an organizationId and cases (1 to {MostPending})."));
        if (pending.Count > MostPending) return (null!, 0, Problem.Invalid("pendingSettle", $"一次至多 {MostPending} 项。", $"{MostPending} items at most."));

        var today = rankings.Today;
        var ids = pending.Where(p => p.CaseId is not null).Select(p => p.CaseId!).Distinct().ToArray();
        var houses = pending.Where(p => p.OrganizationId is not null).GroupBy(p => p.OrganizationId!).ToDictionary(g => g.Key, g => g.Sum(p => p.Cases!.Value));
        var values = new DynamicParameters(new { ids, houses = houses.Keys.ToArray(), numbers = houses.Values.ToArray(), today });
        // One's own cases by their ids; of an organization its oldest open cases, of which only the number is told.
        var seen = ids.Length == 0 ? null : await scope.Of(actor, values, null, null, cancel);
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        const string columns = """
            c.id as Id, c.organization_id as Organization, c.accepted_on as AcceptedOn, (c.received_at at time zone 'Asia/Shanghai')::date as ReceivedOn, c.workers as Workers, c.claimed as Claimed, c.agreed as Agreed, c.source as Source,
            not exists (select 1 from case_clocks k where k.case_id = c.id and k.rule in ('MED15R', 'MED15A', 'ENT10', 'CRT30', 'CRT15', 'CRT7') and k.due_on < @today and not k.provisional) as InTime
            """;
        var cases = seen is null ? [] : (await connection.QueryAsync<OpenCase>($"select {columns} from case_rows c where c.id = any(@ids) and not c.ended and {seen.Sql}", values)).AsList();
        if (cases.Count < ids.Length)
        {
            var missing = ids.Except(cases.Select(c => c.Id)).First();
            return (null!, 0, Problem.Invalid("pendingSettle", $"案件“{(missing.Length > 40 ? missing[..40] + "…" : missing)}”不存在、不在您的权限范围内或者已经结束，请核对。", "A case is not there, not within your scope, or has ended."));
        }
        if (houses.Count > 0)
        {
            cases.AddRange(await connection.QueryAsync<OpenCase>(
                $"""
                select {columns} from unnest(@houses::text[], @numbers::integer[]) as u(organization, most)
                cross join lateral (select * from case_rows r where r.organization_id = u.organization and not r.ended and not r.id = any(@ids) order by r.received_at, r.id limit u.most) c
                """, values));
        }
        foreach (var c in cases)
        {
            if (!sums.TryGetValue(c.Organization, out var own)) sums[c.Organization] = own = [];
            void Add(string counter, DateOnly day, long n)
            {
                if (day >= query.From && day <= query.To) own[counter] = own.GetValueOrDefault(counter) + n;
            }
            Add(Counters.Succeeded, today, 1);
            Add(Counters.ClosedInTime, today, c.InTime ? 1 : 0);
            Add(Counters.SucceededPeople, today, c.Workers);
            Add(Counters.ClosedPeople, today, c.Workers);
            Add(Counters.ClaimedAmount, today, (long)(c.Claimed * 100));
            // Where nothing is agreed yet, all that is claimed is assumed.
            Add(Counters.AgreedAmount, today, (long)((c.Agreed ?? c.Claimed) * 100));
            if (c.Source is "commissionEntrusted" or "courtAssigned" or "courtEntrusted")
            {
                Add(Counters.EntrustedClosed, today, 1);
                Add(Counters.EntrustedSucceeded, today, 1);
            }
            Add(Counters.RegisteredSucceeded, c.ReceivedOn, 1);
            if (c.AcceptedOn is { } accepted) Add(Counters.AcceptedSucceeded, accepted, 1);
        }
        return (sums.ToDictionary(s => s.Key, s => new Figures(s.Value), StringComparer.Ordinal), cases.Count, null);
    }

    private sealed record OpenCase(string Id, string Organization, DateOnly? AcceptedOn, DateOnly ReceivedOn, int Workers, decimal Claimed, decimal? Agreed, string Source, bool InTime);

    private static WhatIfMove Shown(RankingMove move, Ranking before, Ranking after)
    {
        var (c, then, now) = (move.After.Contender, move.Before.Contender.Standing, move.After.Contender.Standing);
        string Of(Rate rate, RateUnit unit) => $"{SuccessRates.Shown(rate.Numerator, unit):#,0.##}/{SuccessRates.Shown(rate.Denominator, unit):#,0.##}";
        string Sentence(MoveReason reason) => reason switch
        {
            MoveReason.Figures => $"数字由 {Of(then.Rate, before.Rules.Definition.Unit)} 变为 {Of(now.Rate, after.Rules.Definition.Unit)}",
            MoveReason.Target when now.Rate.Meets(after.Rules.Target) => $"达到 {after.Rules.Target}% 的目标",
            MoveReason.Target => $"未达到 {after.Rules.Target}% 的目标",
            MoveReason.Sample when move.After.Kind is PlaceKind.Insufficient => $"案件数 {now.Sample:N0} 不足 {Math.Max(1, after.Rules.Minimum.Of(c.Type)):N0} 件",
            MoveReason.Sample => $"案件数 {now.Sample:N0} 已够 {Math.Max(1, after.Rules.Minimum.Of(c.Type)):N0} 件",
            _ => "自身数字不变，因其他组织的名次变化而移动",
        };
        return new(c.OrganizationId, c.Code, c.Name, c.Type, c.Unit, move.Before.Kind, move.Before.Rank, move.After.Kind, move.After.Rank, move.Gain, move.Why, [.. move.Why.Select(Sentence)]);
    }
}
