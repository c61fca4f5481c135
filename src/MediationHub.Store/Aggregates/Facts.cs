using Dapper;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Entrustments;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Recommendations;
using MediationHub.Domain.Reviews;
using MediationHub.Domain.Samplings;
using MediationHub.Domain.Selection;
using MediationHub.Store.Selection;

namespace MediationHub.Store.Aggregates;

/// <summary>What a decision must know that is counted over many records: filled in by the pipeline, never by the caller.</summary>
public static class Facts
{
    /// <summary>The same command with what is counted for it; most commands need nothing.</summary>
    public static async Task<ICommand<TState>> Fill<TState>(HubStore store, IAggregates aggregates, string id, ICommand<TState> command, CancellationToken cancel) where TState : class, IAggregate<TState>
    {
        switch (command)
        {
            case ActivateOrganization activate:
                return (ICommand<TState>)(object)(activate with { ActiveMediators = await ActiveMediators(store, aggregates, id, cancel) });
            case ResumeOrganization resume:
                return (ICommand<TState>)(object)(resume with { ActiveMediators = await ActiveMediators(store, aggregates, id, cancel) });
            case DeregisterOrganization deregister:
                return (ICommand<TState>)(object)(deregister with { OpenCases = await OpenCases(store, id, cancel) });
            case ApplyForReview apply:
                return (ICommand<TState>)(object)(apply with { Commissions = await Commissions(store, cancel), OrganizationUnit = await UnitOf(aggregates, apply.CaseId, cancel) });
            case ProposeEntrustment propose:
                return (ICommand<TState>)(object)await Recommended(store, aggregates, propose, cancel);
            case IssueRecommendation issue:
                return (ICommand<TState>)(object)(issue with { Entrusted = await Handed(store, HandedArbitration.Entrusted, issue.CommissionId, issue.ArbitrationNumber, cancel) is not null });
            case ReturnResult result:
                return (ICommand<TState>)(object)(result with { Hashes = await Hashes(store, aggregates, id, cancel) });
            case RecordInspection inspection:
                return (ICommand<TState>)(object)(inspection with { Houses = await Houses(store, inspection.Inspectors, cancel), NoPictures = await NoPictures(store, inspection.Photos, cancel) });
            case CloseInspection closing:
                return (ICommand<TState>)(object)(closing with { NoPictures = await NoPictures(store, closing.Photos, cancel) });
            case DrawSample draw when draw.OrganizationId.Value is not null && draw.From != default && draw.To >= draw.From:
                return (ICommand<TState>)(object)(draw with
                {
                    Seed = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16)),
                    Population = await Populations.Now(store, aggregates, draw.OrganizationId, draw.From, draw.To, cancel),
                });
            case SetQuota set:
                return (ICommand<TState>)(object)(set with { Taken = await SelectionReadings.HighestPlace(store, id, set.Unit ?? "", cancel) });
            case AppointScorer appoint:
                return (ICommand<TState>)(object)(appoint with { Account = await SelectionReadings.Account(store, appoint.UserName, cancel), NominatedHouse = await SelectionReadings.NominatedHouse(store, id, appoint, cancel) });
            // Nothing is chosen yet while a form is only offered.
            case ShortlistNominations { Nominations.Count: > 0 } shortlist:
                return (ICommand<TState>)(object)(shortlist with { Names = await SelectionReadings.Names(store, shortlist.Nominations, cancel), Unfinished = await SelectionReadings.Unfinished(store, aggregates, id, cancel) });
            case Nominate nominate:
                return (ICommand<TState>)(object)(nominate with { Taken = await SelectionReadings.TakenPlaces(store, aggregates, id, cancel), Current = await Metrics(aggregates, id, (n, campaign) => SelectionReadings.Of(store, aggregates, n.OrganizationId.Value, campaign, cancel, volume: false), cancel) });
            case FreezeMetrics freeze:
                return (ICommand<TState>)(object)(freeze with { Metrics = await Metrics(aggregates, id, async (n, campaign) => FreezeMetrics.IsDue(n, campaign) ? await SelectionReadings.Of(store, aggregates, n.OrganizationId.Value, campaign, cancel) : null, cancel) });
            case AssignScorer assign:
                return (ICommand<TState>)(object)(assign with { Ties = await SelectionReadings.Ties(store, aggregates, id, assign.ScorerId, cancel) });
            case ScoreNomination score:
                return (ICommand<TState>)(object)(score with { Ties = await ScorerTies(store, aggregates, id, cancel) });
            case CorrectScore correct:
                return (ICommand<TState>)(object)(correct with { Ties = await ScorerTies(store, aggregates, id, cancel) });
            default:
                return command;
        }
    }

    private static async Task<IReadOnlyDictionary<ScorerId, ScorerTies>> ScorerTies(HubStore store, IAggregates aggregates, string nomination, CancellationToken cancel)
    {
        var ties = new Dictionary<ScorerId, ScorerTies>();
        foreach (var scorer in (await aggregates.Find<Nomination>(nomination, cancel: cancel))?.State.Scorers ?? []) ties[scorer.Id] = await SelectionReadings.Ties(store, aggregates, nomination, scorer.Id, cancel);
        return ties;
    }

    /// <summary>Mediators who may mediate at the organization today: the rows name the candidates, each one's own record decides.</summary>
    public static async Task<int> ActiveMediators(HubStore store, IAggregates aggregates, string organization, CancellationToken cancel)
    {
        var today = ChinaTime.DayOf(store.Clock.GetUtcNow());
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var candidates = await connection.QueryAsync<string>("select distinct mediator_id from appointment_rows where organization_id = @organization and until_on >= @today", new { organization, today });
        var active = 0;
        foreach (var id in candidates)
            if ((await aggregates.Find<Mediator>(id, cancel: cancel))?.State.MayMediateAt(new(organization), today) is true) active++;
        return active;
    }

    /// <summary>What the record says of a nominated organization, read with its campaign.</summary>
    private static async Task<SelectionMetrics?> Metrics(IAggregates aggregates, string nomination, Func<Nomination, Campaign, Task<SelectionMetrics?>> read, CancellationToken cancel) =>
        (await aggregates.Find<Nomination>(nomination, cancel: cancel))?.State is { } n && (await aggregates.Find<Campaign>(n.CampaignId.Value, cancel: cancel))?.State is { } campaign ? await read(n, campaign) : null;

    /// <summary>Every commission with the regions it is competent for; the province has a few dozen.</summary>
    public static async Task<IReadOnlyList<CommissionSeat>> Commissions(HubStore store, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return [.. (await connection.QueryAsync<(string Id, string Name, string[] Jurisdiction)>("select id, name, jurisdiction from commission_rows order by id")).Select(c => new CommissionSeat(new(c.Id), c.Name, c.Jurisdiction))];
    }

    private static async Task<string?> UnitOf(IAggregates aggregates, CaseId id, CancellationToken cancel) =>
        id.Value is not null && (await aggregates.Find<MediationCase>(id.Value, cancel: cancel))?.State is { Exists: true } c ? (await aggregates.Find<Organization>(c.OrganizationId.Value, cancel: cancel))?.State.Unit : null;

    /// <summary>The recommendation in the same arbitration that stands in the way: one not done with, or one whose case is still open after acceptance went on.</summary>
    private static async Task<ProposeEntrustment> Recommended(HubStore store, IAggregates aggregates, ProposeEntrustment propose, CancellationToken cancel)
    {
        if (await Handed(store, HandedArbitration.Recommended, propose.CommissionId, propose.ArbitrationNumber, cancel) is not { } id || (await aggregates.Find<Recommendation>(id, cancel: cancel))?.State is not { } r) return propose;
        if (r.IsUnderWay || r.Stage is RecommendationStage.Settled) return propose with { Recommended = r.Number };
        for (var next = r.CaseId; next is { } c;)
        {
            if ((await aggregates.Find<MediationCase>(c.Value, cancel: cancel))?.State is not { Exists: true } linked) break;
            if (linked.TransferredTo is null && linked.Closing is null) return propose with { StillMediated = r.Number };
            next = linked.TransferredTo;
        }
        return propose;
    }

    /// <summary>The record by which a commission handed over the arbitration of this number, however it is written; null where none did.</summary>
    private static async Task<string?> Handed(HubStore store, string scope, CommissionId commission, string? arbitrationNumber, CancellationToken cancel)
    {
        if (commission.Value is null || string.IsNullOrWhiteSpace(arbitrationNumber)) return null;
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return await connection.ExecuteScalarAsync<string?>("select stream from unique_values where scope = @scope and value = @value", new { scope, value = HandedArbitration.Of(commission, arbitrationNumber) });
    }

    /// <summary>SHA-256 of the evidence of an entrusted case.</summary>
    private static async Task<IReadOnlyDictionary<FileId, string>> Hashes(HubStore store, IAggregates aggregates, string entrustment, CancellationToken cancel)
    {
        if ((await aggregates.Find<Entrustment>(entrustment, cancel: cancel))?.State.CaseId is not { } id || (await aggregates.Find<MediationCase>(id.Value, cancel: cancel))?.State is not { } c) return new Dictionary<FileId, string>();
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var files = c.Evidence.Select(e => e.FileId.Value).ToArray();
        return (await connection.QueryAsync<(string Id, string Sha256)>("select id, sha256 from files where id = any(@files)", new { files })).ToDictionary(f => new FileId(f.Id), f => f.Sha256);
    }

    /// <summary>Which house the named accounts are bound to; an office's to none.</summary>
    private static async Task<IReadOnlyDictionary<string, string>> Houses(HubStore store, IReadOnlyList<Inspector>? inspectors, CancellationToken cancel)
    {
        var names = (inspectors ?? []).Select(i => i.UserName?.Trim().ToLowerInvariant()).OfType<string>().ToArray();
        if (names.Length == 0) return new Dictionary<string, string>();
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return (await connection.QueryAsync<(string User, string? House)>("select user_name, coalesce(organization_id, commission_id) from accounts where user_name = any(@names)", new { names })).ToDictionary(a => a.User, a => a.House ?? "");
    }

    /// <summary>Those of the files whose content is no picture.</summary>
    private static async Task<IReadOnlySet<FileId>> NoPictures(HubStore store, IReadOnlyList<FileId>? files, CancellationToken cancel)
    {
        var ids = (files ?? []).Select(f => f.Value).OfType<string>().ToArray();
        if (ids.Length == 0) return new HashSet<FileId>();
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return (await connection.QueryAsync<string>("select id from files where id = any(@ids) and content_type not like 'image/%'", new { ids })).Select(id => new FileId(id)).ToHashSet();
    }

    private static async Task<int> OpenCases(HubStore store, string organization, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return await connection.ExecuteScalarAsync<int>("select count(*) from case_rows where organization_id = @organization and not ended", new { organization });
    }
}
