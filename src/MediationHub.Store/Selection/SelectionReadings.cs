using Dapper;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Checklists;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Selection;
using MediationHub.Domain.Statistics;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Statistics;
using Npgsql;

namespace MediationHub.Store.Selection;

/// <summary>Reads what the record says of an organization in the window of a campaign: counters, filing, roster, sampled papers, satisfaction, premises.</summary>
public static class SelectionReadings
{
    /// <summary>The metrics over the campaign's window, up to today where it has not ended; null where campaign or organization has none.</summary>
    /// <param name="kept">What the other organizations closed may be a minute old: for pages, not for what is decided or frozen.</param>
    /// <param name="volume">Compare with the others of its type; left out, its place among them is unknown.</param>
    public static async Task<SelectionMetrics?> Of(HubStore store, IAggregates aggregates, string organization, Campaign campaign, CancellationToken cancel, ClosedByType? kept = null, bool volume = true)
    {
        if (campaign is not { WindowFrom: { } from, WindowTo: { } to } || (await aggregates.Find<Organization>(organization, cancel: cancel))?.State is not { Exists: true } house) return null;
        var now = store.Clock.GetUtcNow();
        var end = ChinaTime.DayOf(now) is var today && today < to ? today : to;
        // One moment for all of it: the figures and what they are compared with.
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        var read = await new FigureReader(store).OfOrganization(connection, organization, from, to);
        var sums = read.Figures;
        var type = Rows.CaseProjection.Word(house.Type);
        var (others, notMore) = volume ? await ClosedByType.Compare(connection, organization, type, from, to, sums.Counted, kept) : (0, 0);
        var papers = await connection.QuerySingleOrDefaultAsync<(int Scored, decimal Average)?>(
            "select scored, average from sampling_rows where organization_id = @organization and stage = 'finished' and average is not null and from_on <= @to and to_on >= @from order by ended_on desc, id desc limit 1", new { organization, from, to });
        var (answers, satisfied) = await connection.QuerySingleAsync<(int Answers, int Satisfied)>(
            "select count(*)::integer, (count(*) filter (where overall >= @least))::integer from satisfaction_rows where organization_id = @organization and on_day between @from and @to", new { organization, from, to, least = Satisfaction.SatisfiedFrom });
        var roster = (await connection.QueryAsync<string>("select distinct mediator_id from appointment_rows where organization_id = @organization and from_on <= @end", new { organization, end })).ToArray();
        await transaction.CommitAsync(cancel);

        var closing = store.Rules.Settings.Definition(RateDefinition.Default)!;
        return new(from, to, closing.Kept, read.AsOf.Position, now,
            new(sums[Counters.Succeeded], sums[Counters.Partial], sums[Counters.Failed], sums[Counters.Accepted], sums[Counters.ClosedInTime], sums[Counters.AgreementsEffective], sums[Counters.ReviewFiled], sums[Counters.ReviewClosed], sums[Counters.ReviewInForce],
                sums[Counters.PerformanceDue], sums[Counters.PerformedInTime], sums[Counters.ClosedPeople], sums[Counters.ClaimedAmount] / 100m, sums[Counters.AgreedAmount] / 100m, sums[Counters.EntrustedClosed], sums[Counters.EntrustedSucceeded],
                SelectionMetrics.Percent(notMore, others)),
            await House(aggregates, house, roster, from, end, cancel),
            new(papers is { } p ? new(p.Scored, decimal.Round(p.Average, 2, MidpointRounding.AwayFromZero)) : null,
                // Fewer answers would tell who said what.
                answers >= Satisfaction.LeastShown ? new(answers, SelectionMetrics.Percent(satisfied, answers)!.Value) : null,
                Premises(house, end)));
    }

    private static async Task<SelectionHouse> House(IAggregates aggregates, Organization house, IEnumerable<string> roster, DateOnly from, DateOnly end, CancellationToken cancel)
    {
        var mediators = new List<Mediator>();
        var dismissed = 0;
        foreach (var id in roster)
        {
            if ((await aggregates.Find<Mediator>(id, cancel: cancel))?.State is not { } mediator) continue;
            if (mediator.MayMediateAt(house.Id, end)) mediators.Add(mediator);
            if (mediator.DismissedOn >= from && mediator.DismissedOn <= end && mediator.Appointments.Any(a => a.Organization == house.Id && a.EndedOn == mediator.DismissedOn)) dismissed++;
        }
        var since = house.Periods.LastOrDefault(p => p.From <= end) is { Status: OrganizationStatus.Active } active ? active.From : (DateOnly?)null;
        var posted = (house.Name.Contains("调解") ? 1 : 0) + (house.Profile.Posted is true ? 1 : 0) + (house.Proves(ProofKind.Posted) ? 1 : 0);
        return new(house.Type, since is { } day ? MonthsBetween(day, end) : 0, 6 - house.Systems.Missing().Count(), posted, house.Listed, house.Profile.OnlineSince <= end, house.CommissionId is not null, house.Profile.PremisesArea,
            mediators.Count, mediators.Count(m => m.Profile.FullTime is true), mediators.Count(m => m.Profile.Qualifications is { Count: > 0 }), mediators.Sum(m => m.Trainings.Where(t => t.On > end.AddYears(-1) && t.On <= end).Sum(t => t.Hours)), dismissed,
            house.Proofs.Where(p => p.Kind <= ProofKind.Screening && p.AddedOn <= end).Select(p => p.Kind).Distinct().Count());
    }

    private static PremisesFound? Premises(Organization house, DateOnly end) =>
        house.Inspections.LastOrDefault(i => i.On <= end) is { } inspection && inspection.Count(Dimension.Support) is (var met, > 0 and var of) ? new(inspection.On, SelectionMetrics.Percent(met, of)!.Value) : null;

    /// <summary>Whole months from a day to the end of another.</summary>
    private static int MonthsBetween(DateOnly from, DateOnly to)
    {
        var after = to.AddDays(1);
        return Math.Max(0, (after.Year - from.Year) * 12 + after.Month - from.Month - (after.Day < from.Day ? 1 : 0));
    }

    /// <summary>The highest place that a unit has given in a campaign; 0 where it has given none.</summary>
    public static async Task<int> HighestPlace(HubStore store, string campaign, string unit, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return await connection.ExecuteScalarAsync<int>("select coalesce(max(place), 0) from nomination_rows where campaign_id = @campaign and unit = @unit and stage <> 'withdrawn'", new { campaign, unit });
    }

    /// <summary>The places of a nomination's unit that others take.</summary>
    public static async Task<IReadOnlyCollection<int>> TakenPlaces(HubStore store, IAggregates aggregates, string nomination, CancellationToken cancel)
    {
        if ((await aggregates.Find<Nomination>(nomination, cancel: cancel))?.State is not { } n) return [];
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return (await connection.QueryAsync<int>("select place from nomination_rows where campaign_id = @campaign and unit = @unit and place is not null and stage <> 'withdrawn' and id <> @nomination", new { campaign = n.CampaignId.Value, unit = n.Unit, nomination })).ToHashSet();
    }

    /// <summary>What an account says of its person; null where there is none.</summary>
    public static async Task<ScorerAccount?> Account(HubStore store, string? userName, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(userName)) return null;
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var found = await connection.QuerySingleOrDefaultAsync<(string Name, string? Organization, string? Mediator, string? Unit, string? House)?>(
            """
            select a.display_name, a.organization_id, a.mediator_id, a.unit, coalesce(o.name, c.name) from accounts a
            left join organization_rows o on o.id = a.organization_id left join commission_rows c on c.id = a.commission_id where a.user_name = @userName
            """, new { userName = userName.Trim() });
        return found is not { } account ? null : new(account.Name, account.House ?? (account.Unit is { } unit ? Domain.Rulebook.Regions.BuiltIn.NameOf(unit) + "人社部门" : "—"),
            account.Organization is { } o ? new OrganizationId(o) : null, account.Mediator is { } m ? new MediatorId(m) : null, account.Unit);
    }

    /// <summary>Whether a scorer is or was a mediator of the nominated organization, and whether somebody of the same name is.</summary>
    public static async Task<ScorerTies> Ties(HubStore store, IAggregates aggregates, string nomination, ScorerId scorerId, CancellationToken cancel)
    {
        if ((await aggregates.Find<Nomination>(nomination, cancel: cancel))?.State is not { } n || (await aggregates.Find<Campaign>(n.CampaignId.Value, cancel: cancel))?.State.Scorer(scorerId) is not { } scorer) return new(false, false);
        var organization = n.OrganizationId.Value;
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var regions = scorer.UserName is not { } user ? [] : (await connection.QueryAsync<string>(
            "select r from accounts a join commission_rows c on c.id = a.commission_id, unnest(c.jurisdiction || c.unit) r where a.user_name = @user", new { user })).ToArray();
        var house = await NominatedHouse(connection, n.CampaignId.Value, scorer.OrganizationId?.Value, scorer.MediatorId?.Value, scorer.Employer, organization);
        if (scorer.MediatorId is { } known)
            return new(await connection.ExecuteScalarAsync<bool>("select exists (select 1 from appointment_rows where mediator_id = @id and organization_id = @organization)", new { id = known.Value, organization }), false, house, regions);
        return new(false, await connection.ExecuteScalarAsync<bool>(
            "select exists (select 1 from appointment_rows a join mediator_rows m on m.id = a.mediator_id where a.organization_id = @organization and m.name = @name)", new { organization, name = scorer.Name.Value ?? "" }), house, regions);
    }

    /// <summary>The organization nominated in a campaign that somebody who is to be appointed as a scorer belongs to, or is or was a mediator of; null where there is none.</summary>
    public static async Task<string?> NominatedHouse(HubStore store, string campaign, AppointScorer appoint, CancellationToken cancel)
    {
        var account = await Account(store, appoint.UserName, cancel);
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return await NominatedHouse(connection, campaign, (account?.OrganizationId ?? appoint.OrganizationId)?.Value, (account?.MediatorId ?? appoint.MediatorId)?.Value, appoint.Employer, null);
    }

    /// <param name="but">Left out: this one is looked at by itself.</param>
    private static Task<string?> NominatedHouse(NpgsqlConnection connection, string campaign, string? organization, string? mediator, string? employer, string? but) => connection.ExecuteScalarAsync<string?>(
        """
        select o.name from nomination_rows n join organization_rows o on o.id = n.organization_id
        where n.campaign_id = @campaign and n.submitted_on is not null and n.stage not in ('draft', 'withdrawn', 'disqualified') and n.organization_id is distinct from @but
          and (n.organization_id = @organization or o.name = @employer or exists (select 1 from appointment_rows a where a.mediator_id = @mediator and a.organization_id = n.organization_id))
        order by n.id limit 1
        """, new { campaign, organization, mediator, employer = employer?.Trim(), but });

    /// <summary>Nominations of a campaign that were received and whose evaluation is not finished, by unit and place.</summary>
    public static async Task<IReadOnlyList<UnfinishedNomination>> Unfinished(HubStore store, IAggregates aggregates, string campaign, CancellationToken cancel)
    {
        if ((await aggregates.Find<Campaign>(campaign, cancel: cancel))?.State.Standards is not { } standards) return [];
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var candidates = (await connection.QueryAsync<(string Id, string Name)>(
            "select n.id, o.name from nomination_rows n join organization_rows o on o.id = n.organization_id where n.campaign_id = @campaign and n.stage in ('provinceReceived', 'qualified', 'scored', 'shortlisted', 'notSelected') order by n.unit, n.place, n.id", new { campaign })).ToList();
        var unfinished = new List<UnfinishedNomination>();
        foreach (var (id, name) in candidates)
            if ((await aggregates.Find<Nomination>(id, cancel: cancel))?.State.Lacks(standards).ToArray() is { Length: > 0 } lacks) unfinished.Add(new(new(id), name, lacks));
        return unfinished;
    }

    /// <summary>Names of the nominated organizations.</summary>
    public static async Task<IReadOnlyDictionary<NominationId, string>> Names(HubStore store, IEnumerable<NominationId> nominations, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return (await connection.QueryAsync<(string Id, string Name)>(
            "select n.id, o.name from nomination_rows n join organization_rows o on o.id = n.organization_id where n.id = any(@ids)", new { ids = nominations.Select(n => n.Value).OfType<string>().ToArray() })).ToDictionary(n => new NominationId(n.Id), n => n.Name);
    }
}
