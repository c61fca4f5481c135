using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Parties;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Selection;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Rows;
using MediationHub.Store.Selection;
using MediationHub.Web.Api;
using MediationHub.Web.Features.Cases;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Selection;

/// <summary>A unit's places and what is left of them.</summary>
public sealed record QuotaShown(string Unit, string UnitName, int Places, int Reserves, int Given, int Left);

/// <summary>An objection as this person may see it: who objected and what was found is for the office alone.</summary>
public sealed record ObjectionShown(int Number, NominationId NominationId, string OrganizationName, DateOnly On, Personal Name, Personal Contact, Personal Text, IReadOnlyList<FileId> Proof, bool Answered, bool? Upheld, DateOnly? AnsweredOn, Personal Finding, Personal Reply);

/// <summary>A scorer as this person may see one.</summary>
public sealed record ScorerShown(ScorerId Id, Personal Name, string Employer, string? UserName, bool? HasConflict, Personal Statement);

/// <summary>A place of the shortlist; its points are for the office.</summary>
public sealed record ShortlistShown(NominationId NominationId, OrganizationId OrganizationId, string Name, string Unit, decimal? Score);

/// <summary>A campaign as this person may see it.</summary>
public sealed record CampaignShown(
    string Id, int Version, string Name, string Unit, string UnitName, int Year, int Batch, CampaignStage Stage, CampaignNotice Notice, CampaignStandards? Standards, int Target, int? SuccessTarget, IReadOnlyList<NoticeText> Texts,
    IReadOnlyList<DateStatement> DateStatements, IReadOnlyList<ConfirmedDate> Dates, IReadOnlyList<QuotaShown> Quotas, IReadOnlyList<SpecialApproval> Approvals, IReadOnlyList<ScorerShown> Scorers, IReadOnlyList<ShortlistShown> Shortlist,
    IReadOnlyList<Publicity> Publicities, IReadOnlyList<ObjectionShown> Objections, CampaignDecision? Decision, NationalRecommendation? Recommendation, NationalResult? Result, IReadOnlyList<HonorRevocation> Revocations,
    DateOnly? PublishedOn, DateOnly? OpenedOn, DateOnly? ClosedOn, DateOnly? EvaluationOn, DateOnly? ShortlistedOn, DateOnly? EndedOn, Personal Summary, IReadOnlyList<AllowedShown> Allowed, int LateEntries);

/// <summary>A nomination as this person may see it.</summary>
/// <param name="Metrics">Frozen at the cut-off; before it what the record says now.</param>
/// <param name="Frozen">The metrics are the frozen ones.</param>
/// <param name="Changes">Figures that read otherwise today than when they were frozen.</param>
/// <param name="Machine">What the record gives for each item of the sheet.</param>
/// <param name="Corrections">Corrections of the scores that are shown.</param>
/// <param name="Moderation">Why the office had a third scorer decide although the two scores did not differ too much.</param>
/// <param name="ScoresGiven">How many scores are in; nobody sees another's before the points stand.</param>
public sealed record NominationShown(
    string Id, int Version, CampaignId CampaignId, OrganizationId OrganizationId, string OrganizationName, string Region, string Unit, NominationStage Stage, NominationStatement Statement, DateOnly DraftedOn, DateOnly? SubmittedOn,
    CountyCheck? County, IReadOnlyList<LocalPublicity> LocalPublicities, UnitRecommendation? Recommendation, DateOnly? ReceivedOn, Personal Substitution, Personal ReturnReason, SelectionMetrics? Metrics, bool Frozen,
    IReadOnlyList<MetricsChange> Changes, IReadOnlyList<MachinePoints> Machine, IReadOnlyList<GateResult> Gates, IReadOnlyList<GateKind> FailedGates, IReadOnlyList<string> Vetoes, Personal EndReason, IReadOnlyList<SiteVisit> Visits,
    IReadOnlyList<ScorerShown> Scorers, IReadOnlyList<ScoreGiven> Scores, IReadOnlyList<ScoreCorrection> Corrections, int ScoresGiven, bool NeedsThird, decimal? Spread, decimal? FinalScore, Personal Moderation, DateOnly? StageOn, IReadOnlyList<AllowedShown> Allowed, int LateEntries);

/// <summary>Makes what a person is shown of gold selection. Who scores and who objects is known to the provincial office; the auditor reads no names.</summary>
public sealed class SelectionView(HubStore store, IAggregates aggregates, SelectionLists lists, ClosedByType closed)
{
    /// <summary>What an organization was given is its own to know once it was decided.</summary>
    internal static bool SeesScore(Actor actor, string stage) => actor.Organization is null || !actor.Is(Role.Head) || stage is not ("scored" or "qualified" or "shortlisted" or "inPublicity");

    public async Task<CampaignShown> Of(HttpContext http, Stored<Campaign> stored)
    {
        var (actor, cancel, (id, version, c)) = (http.Actor(), http.RequestAborted, stored);
        var office = Policy.May(actor, typeof(ResolveObjection)) && Policy.Of(actor, new CloseNomination(), c, null) is Access.Allowed;
        var auditor = actor.Is(Role.Auditor);
        var given = await lists.Given(id, cancel);
        var at = new Context(store.Clock.GetUtcNow(), actor, store.Calendar, store.Rules);
        var names = c.Shortlist.ToDictionary(p => p.NominationId, p => p.Name);
        return new CampaignShown(
            id, version, c.Name, c.Unit, Regions.BuiltIn.NameOf(c.Unit), c.Year, c.Batch, c.Stage, c.Notice, c.Standards, c.Target, c.SuccessTarget, c.Texts, c.DateStatements, [.. c.Dates.Values.OrderBy(d => d.Kind)],
            [.. c.Quotas.OrderBy(q => Order(q.Unit)).Select(q => new QuotaShown(q.Unit, Regions.BuiltIn.NameOf(q.Unit), q.Places, q.Reserves, given.GetValueOrDefault(q.Unit), Math.Max(0, q.Places + q.Reserves - given.GetValueOrDefault(q.Unit))))],
            office || auditor ? c.Approvals : [], office || auditor ? [.. c.Scorers.Select(s => new ScorerShown(s.Id, auditor ? Mask.Name(s.Name) : s.Name, s.Employer, s.UserName, null, default))] : [],
            // The shortlist is everybody's once it is public.
            office || auditor || c.ProvincePublicity is not null ? [.. c.Shortlist.Select(p => new ShortlistShown(p.NominationId, p.OrganizationId, p.Name, p.Unit, office || auditor ? p.Score : null))] : [], c.Publicities,
            [.. c.Objections.Select(o => Shown(o, names.GetValueOrDefault(o.NominationId, ""), office, auditor))], c.Decision, c.Recommendation, c.Result, c.Revocations, c.PublishedOn, c.OpenedOn, c.ClosedOn, c.EvaluationOn,
            office || auditor || c.ProvincePublicity is not null ? c.ShortlistedOn : null, c.EndedOn, c.Summary,
            Allowed(CampaignGuide.Allowed(c, at, command => Policy.May(actor, command) && (command == typeof(RaiseObjection) || office)), Language.InEnglish(http)), c.LateEntries);
    }

    private static int Order(string unit) => Regions.BuiltIn.All.Index().FirstOrDefault(r => r.Item.Code == unit).Index;

    private static ObjectionShown Shown(Objection o, string name, bool office, bool auditor) => new(
        o.Number, o.NominationId, name, o.On, office ? o.Name : auditor ? Mask.Name(o.Name) : default, office ? o.Contact : default, office ? o.Text : default, office ? o.Proof : [], o.Reply is not null, o.Reply?.Upheld, o.Reply?.On,
        office ? o.Reply?.Finding ?? default : default, office ? o.Reply?.Reply ?? default : default);

    public async Task<NominationShown> Of(HttpContext http, Stored<Nomination> stored)
    {
        var (actor, cancel, (id, version, n)) = (http.Actor(), http.RequestAborted, stored);
        var campaign = (await aggregates.Find<Campaign>(n.CampaignId.Value, cancel: cancel))!.State;
        var organization = (await aggregates.Find<Organization>(n.OrganizationId.Value, cancel: cancel))!.State;
        var others = new Dictionary<StreamRef, object> { [StreamRef.To<Campaign>(n.CampaignId.Value)] = campaign, [StreamRef.To<Organization>(n.OrganizationId.Value)] = organization };
        var at = new Context(store.Clock.GetUtcNow(), actor, store.Calendar, store.Rules) { Others = others };

        var (auditor, scorer) = (actor.Is(Role.Auditor), n.Scorers.Exists(s => s.Scorer.UserName == actor.UserName));
        var office = actor.Is(Role.Province);
        // Once frozen, only who is shown the later corrections needs what the record says now.
        var current = n.Metrics is null || office || auditor ? await SelectionReadings.Of(store, aggregates, n.OrganizationId.Value, campaign, cancel, closed) : null;
        var metrics = n.Metrics ?? current;
        var standards = campaign.Standards;
        var sees = SeesScore(actor, ApiWord.Of(n.Stage));
        var statement = auditor ? n.Statement with { ContactName = Mask.Name(n.Statement.ContactName), ContactPhone = Mask.Phone(n.Statement.ContactPhone), Practices = default, Cases = default } : n.Statement;
        return new NominationShown(
            id, version, n.CampaignId, n.OrganizationId, organization.Name, n.Region, n.Unit, n.Stage, statement, n.DraftedOn, n.SubmittedOn, n.County, n.LocalPublicities, n.Recommendation, n.ReceivedOn, n.Substitution, n.ReturnReason, metrics,
            n.Metrics is not null, n.Metrics is { } frozen && current is not null ? [.. frozen.ChangesTo(current)] : [], standards is not null && metrics is not null ? ScoreSheet.Of(standards, metrics) : [],
            n.Gates.Count > 0 ? n.Gates : standards is not null && metrics is not null ? ScoreSheet.Gates(standards, metrics) : [], n.FailedGates, n.Vetoes, n.EndReason,
            office || auditor || scorer ? [.. n.Visits.Select(v => auditor ? v with { Verifiers = [.. v.Verifiers.Select(p => p with { Name = Mask.Name(p.Name) })] } : v)] : [],
            [.. n.Scorers.Where(s => office || auditor || s.Scorer.UserName == actor.UserName).Select(s => new ScorerShown(s.Id, auditor ? Mask.Name(s.Scorer.Name) : s.Scorer.Name, s.Scorer.Employer, s.Scorer.UserName, s.HasConflict, s.Statement))],
            office || scorer ? [.. n.ScoresFor(actor.UserName)] : auditor && n.FinalScore is not null ? n.Scores : [], office || scorer ? [.. n.CorrectionsFor(actor.UserName)] : auditor && n.FinalScore is not null ? n.Corrections : [], sees ? n.Scores.Count : 0, (office || auditor) && standards is not null && n.NeedsThird(standards),
            !sees ? null : n.Spread ?? (office && n.Scores.Count >= 2 ? n.Scores.Max(s => s.Total) - n.Scores.Min(s => s.Total) : null), sees ? n.FinalScore : null, office || auditor || scorer ? n.Moderation : default, n.StageOn,
            Allowed(NominationGuide.Allowed(n, at, command => MayGive(actor, command, n)), Language.InEnglish(http)), n.LateEntries);
    }

    /// <summary>By the role, and by whose nomination it is.</summary>
    private static bool MayGive(Actor actor, Type command, Nomination n) => Policy.May(actor, command) &&
        (command == typeof(DeclareInterest) || command == typeof(ScoreNomination) || command == typeof(CorrectScore) ? n.Scorers.Exists(s => s.Scorer.UserName == actor.UserName) || actor.Is(Role.Province)
            : n.OrganizationId == actor.Organization || (actor.Unit is { } unit && Regions.BuiltIn.IsWithin(n.Region, unit)));

    private static IReadOnlyList<AllowedShown> Allowed(IReadOnlyList<Domain.Cases.AllowedCommand> commands, bool english) =>
        [.. commands.Select(c => new AllowedShown(c.Command, c.Ok, [.. c.Missing.Select(m => english ? m.English : CaseText.FullWidth(m.Chinese))]))];
}
