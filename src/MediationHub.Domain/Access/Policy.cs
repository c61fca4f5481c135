using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.RegularExpressions;
using MediationHub.Domain.BaseLists;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Destructions;
using MediationHub.Domain.Entrustments;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Periods;
using MediationHub.Domain.Recommendations;
using MediationHub.Domain.Reviews;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Samplings;
using MediationHub.Domain.Selection;
using static MediationHub.Domain.Access.Role;

namespace MediationHub.Domain.Access;

/// <summary>What a person may do with one record.</summary>
public enum Access
{
    /// <summary>The record does not exist for this person (404).</summary>
    Hidden,

    /// <summary>It may be seen, but this is not for this person to do (403).</summary>
    Forbidden,

    Allowed,
}

/// <summary>
/// Who may do and see what: role × operation in one table, and for each kind of record the scope in which a role sees it.
/// A command's operation is its type's name, <c>case.accept-case</c>; a query has a name of its own.
/// </summary>
public static partial class Policy
{
    private static readonly Role[] Desk = [Role.Mediator, Head];
    private static readonly Role[] Offices = [City, Province, Auditor];
    private static readonly Role[] House = [Clerk, Role.Arbitrator, Director];
    private static readonly Role[] Everyone = [Role.Mediator, Head, Clerk, Role.Arbitrator, Director, City, Province, Auditor, Admin];

    /// <summary>Whoever does something here, besides reading it over or keeping the system.</summary>
    private static readonly Role[] Working = [Role.Mediator, Head, Clerk, Role.Arbitrator, Director, City, Province];

    private static readonly FrozenDictionary<string, Role[]> Table = new Dictionary<string, Role[]>
    {
        // The way of a case at its organization.
        ["case.register-case"] = Desk,
        ["case.ask-consent"] = Desk,
        ["case.record-consent"] = Desk,
        ["case.accept-case"] = Desk,
        ["case.reject-case"] = Desk,
        ["case.correct-case"] = Desk,
        ["case.change-claims"] = Desk,
        ["case.add-party"] = Desk,
        ["case.remove-party"] = Desk,
        ["case.appoint-agent"] = Desk,
        ["case.choose-representatives"] = Desk,
        ["case.import-members"] = Desk,
        ["case.remove-member"] = Desk,
        ["case.add-evidence"] = Desk,
        ["case.change-evidence"] = Desk,
        ["case.withdraw-evidence"] = Desk,
        ["case.add-scan"] = Desk,
        ["case.assign-mediator"] = [Head],
        ["case.request-recusal"] = Desk,
        ["case.decide-recusal"] = [Head],
        ["case.schedule-session"] = Desk,
        ["case.move-session"] = Desk,
        ["case.cancel-session"] = Desk,
        ["case.open-session"] = Desk,
        ["case.close-session"] = Desk,
        ["case.hold-session"] = Desk,
        ["case.release-offer"] = Desk,
        ["case.extend-term"] = Desk,
        ["case.suspend-case"] = [Head],
        ["case.resume-case"] = [Head],
        ["case.draft-agreement"] = Desk,
        ["case.sign-agreement"] = Desk,
        ["case.seal-agreement"] = Desk,
        ["case.close-case"] = Desk,
        ["case.withdraw-application"] = Desk,
        ["case.transfer-case"] = [Head],
        ["case.accept-transfer"] = [Head],
        ["case.decline-transfer"] = [Head],
        ["case.split-case"] = [Head],
        ["case.merge-case"] = [Head],
        ["case.record-payment"] = Desk,
        ["case.record-performance"] = Desk,
        ["case.confirm-receipt"] = Desk,
        ["case.follow-up-case"] = Desk,
        ["case.answer-satisfaction"] = [Role.Party],
        ["case.mark-default"] = Desk,
        ["case.start-remedy"] = Desk,
        ["case.record-ruling"] = Desk,
        ["case.withdraw-ruling"] = [Head],
        ["case.note-limitation"] = Desk,
        ["case.strike-limitation"] = Desk,
        ["case.record-paper"] = Desk,
        ["case.confirm-address"] = Desk,
        ["case.record-service"] = Desk,
        ["case.serve-on-the-spot"] = Desk,
        ["case.archive-case"] = Desk,
        ["case.request-reopen"] = [Head],
        ["case.approve-reopen"] = [City],
        ["case.note-review"] = [],
        ["case.import-past-case"] = [Head],
        ["case.place-hold"] = [Head, City],
        ["case.lift-hold"] = [Head, City],
        ["case.destroy-case"] = [],

        // Commissions, and what they and the organizations hand to each other.
        ["commission.establish-commission"] = [City, Province],
        ["commission.change-commission"] = [City, Province, Director],
        ["commission.appoint-arbitrator"] = [City, Province, Director],
        ["commission.end-arbitrator"] = [City, Province, Director],
        ["commission.count-applications"] = [Clerk, Director],
        ["commission.delegate-approval"] = [Director],
        ["commission.end-delegation"] = [Director],
        ["review.apply-for-review"] = Desk,
        ["review.join-review"] = Desk,
        ["review.accept-review"] = [Clerk],
        ["review.decline-review"] = [Clerk],
        ["review.assign-reviewer"] = [Director],
        ["review.declare-conflict"] = [Role.Arbitrator],
        ["review.record-inquiry"] = [Role.Arbitrator],
        ["review.extend-review"] = [Role.Arbitrator, Director],
        ["review.make-letter"] = [Role.Arbitrator],
        ["review.refuse-review"] = [Role.Arbitrator, Director],
        ["review.approve-request"] = [Director],
        ["review.return-request"] = [Director],
        ["review.serve-letter"] = [Clerk],
        ["review.withdraw-review"] = [.. Desk, Clerk],
        ["review.record-review-paper"] = [.. Desk, .. House],
        ["entrustment.propose-entrustment"] = [Clerk],
        ["entrustment.record-entrustment-consent"] = [Clerk],
        ["entrustment.entrust-dispute"] = [Clerk],
        ["entrustment.accept-entrustment"] = [Head],
        ["entrustment.decline-entrustment"] = [Head],
        ["entrustment.return-result"] = Desk,
        ["entrustment.record-entrustment-paper"] = [.. Desk, .. House],
        ["entrustment.record-disposition"] = [Clerk],
        ["entrustment.correct-disposition"] = [Clerk],
        ["entrustment.note-entrustment-end"] = [],
        ["entrustment.expire-entrustment"] = [],
        ["recommendation.issue-recommendation"] = [Clerk],
        ["recommendation.deliver-recommendation"] = [Clerk],
        ["recommendation.record-reply"] = [Clerk],
        ["recommendation.resume-acceptance"] = [Clerk],
        ["recommendation.record-recommendation-paper"] = House,
        ["recommendation.lapse-reply"] = [],
        ["recommendation.end-pause"] = [],
        ["recommendation.note-recommendation-end"] = [],

        // The end of a file: proposed by the organization, approved by two others.
        ["destruction.propose-destruction"] = [Head],
        ["destruction.approve-destruction"] = [Head, City, Province],
        ["destruction.refuse-destruction"] = [Head, City, Province],
        ["destruction.complete-destruction"] = [],

        // Reporting periods: read by those whose figures they are, closed by the province.
        ["period.close-period"] = [Province],
        ["period.note-period"] = [Province],
        ["board.read"] = Offices,
        ["board.live"] = Offices,
        ["alerts.list"] = [Head, .. Offices],
        ["alerts.read"] = [Head, .. Offices],
        ["periods.list"] = [Head, .. Offices],
        ["periods.read"] = [Head, .. Offices],
        ["periods.organizations"] = [Head, .. Offices],
        ["periods.corrections"] = [Head, .. Offices],
        ["periods.balance"] = [Head, .. Offices],
        ["periods.report"] = [Head, .. Offices],
        ["periods.bulletin"] = [Head, .. Offices],
        ["periods.change"] = [Province],

        // What 组建率 is counted against: entered by the offices, open to everybody.
        ["baselist.enter-base-list"] = [City, Province],
        ["baselist.revise-base-list"] = [City, Province],
        ["base-lists.read"] = Everyone,
        ["base-lists.coverage"] = Everyone,
        ["base-lists.coverage-sheet"] = Everyone,
        ["establishment-rate.read"] = Everyone,

        // Sampled quality of papers: drawn and scored by offices, never by the organization's own people.
        ["sampling.draw-sample"] = [City, Province],
        ["sampling.score-papers"] = [City, Province],
        ["sampling.finish-sampling"] = [City, Province],
        ["sampling.abandon-sampling"] = [City, Province],

        // Filing and status of organizations.
        ["organization.create-organization"] = [City, Province],
        ["organization.submit-organization"] = [Head, City],
        ["organization.file-organization"] = [City],
        ["organization.return-organization"] = [City],
        ["organization.refuse-organization"] = [City],
        ["organization.activate-organization"] = [City],
        ["organization.order-rectification"] = [City],
        ["organization.suspend-organization"] = [City],
        ["organization.resume-organization"] = [City],
        ["organization.deregister-organization"] = [City],
        ["organization.change-organization-profile"] = [Head, City],
        ["organization.add-proof"] = [Head, City],
        ["organization.withdraw-proof"] = [Head, City],
        ["organization.list-rooms"] = [Head, City],
        ["organization.record-inspection"] = [City, Province],
        ["organization.close-inspection"] = [City, Province],
        ["organization.list-organization"] = [City],
        ["organization.unlist-organization"] = [City],
        ["organization.import-organization"] = [City, Province],

        ["organization.honor-organization"] = [],
        ["organization.revoke-organization-honor"] = [],

        // Gold selection: the province runs it, units nominate, organizations apply, whoever is assigned scores.
        ["campaign.draft-campaign"] = [Province],
        ["campaign.record-campaign"] = [],
        ["campaign.change-standards"] = [Province],
        ["campaign.state-date"] = [Province],
        ["campaign.confirm-date"] = [Province],
        ["campaign.set-quota"] = [Province],
        ["campaign.publish-campaign"] = [Province],
        ["campaign.open-nomination"] = [Province],
        ["campaign.approve-specially"] = [Province],
        ["campaign.close-nomination"] = [Province],
        ["campaign.begin-evaluation"] = [Province],
        ["campaign.appoint-scorer"] = [Province],
        ["campaign.shortlist-nominations"] = [Province],
        ["campaign.start-publicity"] = [Province],
        ["campaign.end-publicity"] = [],
        ["campaign.raise-objection"] = [Role.Party, .. Working],
        ["campaign.resolve-objection"] = [Province],
        ["campaign.decide-campaign"] = [Province],
        ["campaign.recommend-to-national"] = [Province],
        ["campaign.record-national-result"] = [Province],
        ["campaign.revoke-honor"] = [Province],
        ["campaign.end-campaign"] = [Province],
        ["campaign.record-campaign-paper"] = [City, Province],
        ["nomination.record-nomination-paper"] = [Head, City, Province],
        ["campaigns.papers"] = Everyone,
        ["campaigns.create-paper"] = [City, Province],
        ["campaigns.recommended"] = [City, Province, Auditor],
        ["nominations.papers"] = [.. Working, Auditor],
        ["nominations.create-paper"] = [Head, City, Province],
        ["nomination.draft-nomination"] = [Head],
        ["nomination.change-nomination"] = [Head],
        ["nomination.submit-nomination"] = [Head],
        ["nomination.check-by-county"] = [City],
        ["nomination.publish-locally"] = [City],
        ["nomination.nominate"] = [City],
        ["nomination.receive-nomination"] = [Province],
        ["nomination.return-nomination"] = [City, Province],
        ["nomination.withdraw-nomination"] = [Head, City],
        ["nomination.freeze-metrics"] = [Province],
        ["nomination.qualify-nomination"] = [Province],
        ["nomination.disqualify-nomination"] = [Province],
        ["nomination.verify-on-site"] = [Province],
        ["nomination.assign-scorer"] = [Province],
        ["nomination.declare-interest"] = Working,
        ["nomination.score-nomination"] = Working,
        ["nomination.correct-score"] = Working,
        ["nomination.follow-campaign"] = [],
        ["campaigns.list"] = Everyone,
        ["campaigns.read"] = Everyone,
        ["campaigns.history"] = [Province, Auditor],
        ["nominations.list"] = [.. Working, Auditor],
        ["nominations.read"] = [.. Working, Auditor],

        // The roster of mediators.
        ["mediator.nominate-mediator"] = [Head, City],
        ["mediator.change-mediator-profile"] = [Head, City],
        ["mediator.certify-mediator"] = [City],
        ["mediator.appoint-mediator"] = [Head],
        ["mediator.renew-appointment"] = [Head],
        ["mediator.suspend-mediator"] = [Head, City],
        ["mediator.lift-suspension"] = [Head, City],
        ["mediator.dismiss-mediator"] = [Head, City],
        ["mediator.leave-organization"] = [Head],
        ["mediator.record-training"] = [Head, City],
        ["mediator.assess-mediator"] = [Head],
        ["mediator.import-mediator"] = [Head, City, Province],

        ["anchor.keep-anchor"] = [],

        // The law as data. What comes with the program it takes over itself.
        ["calendar.load-built-in-calendar"] = [],
        ["calendar.load-calendar-year"] = [Admin],
        ["rulebook.load-rulebook"] = [],
        ["rulebook.change-rule"] = [Admin],
        ["rulebook.change-setting"] = [Admin],
        ["calendars.list"] = Everyone,
        ["calendars.read"] = Everyone,
        ["calendars.preview"] = [Admin],
        ["rules.list"] = Everyone,
        ["rules.read"] = Everyone,
        ["recomputations.list"] = [Admin],

        // Queries, and what stands beside the record.
        ["me.read"] = Everyone,
        ["me.change-password"] = Everyone,
        ["drafts.list"] = Desk,
        ["drafts.read"] = Desk,
        ["drafts.save"] = Desk,
        ["drafts.delete"] = Desk,
        ["workbench.read"] = [.. Desk, .. House, City, Province],
        ["sessions.list"] = Desk,
        ["sessions.invitation"] = Desk,
        ["session-holds.create"] = Desk,
        ["session-holds.delete"] = Desk,
        ["me.calendar-feed"] = Desk,
        ["me.make-calendar-feed"] = Desk,
        ["me.revoke-calendar-feed"] = Desk,
        ["employers.find"] = Desk,
        ["cases.find-duplicates"] = Desk,
        ["me.lists"] = Everyone,
        ["me.list-columns"] = Everyone,
        ["me.list-views"] = Everyone,
        ["me.delete-list-view"] = Everyone,
        ["search"] = Everyone,
        ["inbox.list"] = Everyone,
        ["inbox.read"] = Everyone,
        ["inbox.read-all"] = Everyone,
        ["inbox.live"] = Everyone,
        ["me.reminders"] = Everyone,
        ["me.save-reminders"] = Everyone,
        ["reminder-rules.list"] = [Admin],
        ["reminder-rules.change"] = [Admin],
        ["reminder-rules.quiet-hours"] = [Admin],
        ["outbox.list"] = [Admin],
        ["outbox.read"] = [Admin],
        ["outbox.resend"] = [Admin],
        ["cases.list"] = [.. Desk, .. Offices],
        ["agreements.list"] = [.. Desk, .. Offices],
        ["performance.read"] = [.. Desk, .. Offices],
        ["parties.read"] = [.. Desk, City, Province],
        ["cases.read"] = [.. Desk, .. Offices],
        ["cases.timeline"] = [.. Desk, .. Offices],
        ["cases.reveal"] = Desk,
        ["cases.dossier"] = [.. Desk, .. Offices],
        ["cases.dossier-zip"] = Desk,
        ["cases.dossier-pdf"] = Desk,
        ["commissions.list"] = Everyone,
        ["commissions.read"] = Everyone,
        ["commissions.applications"] = [Clerk, Role.Arbitrator, Director, City, Province, Auditor],
        ["reviews.list"] = [.. Desk, .. House, Auditor],
        ["reviews.read"] = [.. Desk, .. House, Auditor],
        ["reviews.timeline"] = [.. Desk, .. House, Auditor],
        ["reviews.package"] = Desk,
        ["reviews.papers"] = [.. Desk, .. House, Auditor],
        ["reviews.create-paper"] = [.. Desk, .. House],
        ["entrustments.papers"] = [.. Desk, .. House, Auditor],
        ["entrustments.create-paper"] = [.. Desk, .. House],
        ["recommendations.papers"] = [.. Desk, .. House, Auditor],
        ["recommendations.create-paper"] = House,
        ["entrustments.list"] = [.. Desk, .. House, Auditor],
        ["entrustments.read"] = [.. Desk, .. House, Auditor],
        ["recommendations.list"] = [.. Desk, .. House, Auditor],
        ["recommendations.read"] = [.. Desk, .. House, Auditor],
        ["recommendations.rates"] = [.. House, Province, Auditor],
        ["destructions.list"] = [Head, .. Offices],
        ["destructions.due"] = [Head, .. Offices],
        ["destructions.read"] = [Head, .. Offices],
        ["papers.list"] = [.. Desk, .. Offices],
        ["papers.create"] = Desk,
        ["papers.read"] = [.. Desk, .. House, .. Offices],
        ["files.create"] = [.. Desk, .. House, City],
        ["files.read"] = [.. Desk, .. House, City, Province],
        ["cases.satisfaction"] = Desk,
        ["organizations.satisfaction"] = Everyone,
        ["organizations.satisfaction-comments"] = [Head, City, Province],
        ["organizations.paper-quality"] = [.. Desk, .. Offices],
        ["samplings.list"] = Offices,
        ["samplings.read"] = Offices,
        ["samplings.redraw"] = Offices,
        ["samplings.case"] = [City, Province],
        ["samplings.paper"] = [City, Province],
        ["organizations.list"] = Everyone,
        ["organizations.read"] = Everyone,
        ["organizations.success-rate"] = Everyone,
        ["organizations.success-rate-live"] = Everyone,
        ["organizations.indicators"] = Everyone,
        ["organizations.breakdown"] = Everyone,
        ["rankings.list"] = Everyone,
        ["rankings.read"] = Everyone,
        ["rankings.what-if"] = [Head, .. Offices],
        ["indicators.read"] = Everyone,
        ["indicators.breakdown"] = Everyone,
        ["organizations.success-rate-cases"] = [.. Desk, .. Offices],
        ["mediators.list"] = [.. Desk, .. Offices, Admin],
        ["mediators.read"] = [.. Desk, .. Offices, Admin],
        ["users.list"] = [Head, Admin],
        ["users.read"] = [Head, Admin],
        ["users.create"] = [Head, Admin],
        ["users.lock"] = [Head, Admin],
        ["users.unlock"] = [Head, Admin],
        ["users.set-roles"] = [Admin],
        ["users.reset-password"] = [Head, Admin],
        ["access-log.read"] = [Auditor],

        // Registers in and out. What an import brings is asked of the commands above, row by row.
        ["imports.list"] = [Head, City, Province],
        ["imports.read"] = [Head, City, Province],
        ["imports.create"] = [Head, City, Province],
        ["imports.confirm"] = [Head, City, Province],
        ["imports.cancel"] = [Head, City, Province],
        ["imports.errors"] = [Head, City, Province],
        ["registers.template"] = [Head, City, Province],
        ["registers.export"] = [Head, City, Province],
    }.ToFrozenDictionary();

    private static readonly ConcurrentDictionary<Type, string> Names = new();

    /// <summary>Every operation that has a row.</summary>
    public static IEnumerable<string> Operations => Table.Keys;

    /// <summary>The operation that a command's type stands for.</summary>
    public static string OperationOf(Type command) => Names.GetOrAdd(command, static type =>
    {
        var state = type.GetInterfaces().Single(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ICommand<>)).GetGenericArguments()[0];
        return $"{state.GetProperty(nameof(Organization.Stream))!.GetValue(null)}.{Words().Replace(type.Name, "-$0").ToLowerInvariant()}";
    });

    /// <summary>Whether one of the person's roles may do this at all, on records in its scope.</summary>
    /// <exception cref="KeyNotFoundException">The operation has no row: nobody has decided who may do it.</exception>
    public static bool May(Actor actor, string operation) => actor.Is(Role.System) || Table[operation].Any(actor.Roles.Contains);

    public static bool May(Actor actor, Type command) => May(actor, OperationOf(command));

    /// <summary>Whose monthly numbers of applications a person may read: a commission's people those of their own, an office those of its units, the auditor all.</summary>
    public static bool ReadsApplications(Actor actor, Commission c) => May(actor, "commissions.applications")
        && (actor.Is(Role.System) || actor.Is(Auditor) || actor.Commission == c.Id || (actor.Unit is not null && Within(actor, c.Unit)));

    /// <summary>Whether the record exists for this person.</summary>
    /// <param name="unit">The reporting unit of the organization that the record belongs to; needed for a city or province office.</param>
    public static bool Sees(Actor actor, object state, string? unit) => actor.Is(Role.System) || state switch
    {
        MediationCase c => SeesCase(actor, c, unit),
        DestructionList d => SeesDestruction(actor, d, unit),
        Sampling s => SeesSampling(actor, s),
        Organization o => o.Exists,
        Commission c => c.Exists,
        Review r => SeesReview(actor, r),
        Entrustment e => SeesEntrustment(actor, e),
        Recommendation r => SeesRecommendation(actor, r),
        Domain.Mediators.Mediator m => SeesMediator(actor, m),
        Campaign c => c.Exists && (c.IsPublic || actor.Is(Auditor) || (actor.Is(Province) && Within(actor, c.Unit))),
        Nomination n => SeesNomination(actor, n),
        CalendarYears or RulebookVersions => true,
        ClosedPeriod p => SeesPeriod(actor, p),
        BaseList b => b.Exists,
        _ => false,
    };

    /// <summary>Whether the actor may send this command to the record in this state.</summary>
    public static Access Of<TState>(Actor actor, ICommand<TState> command, TState state, string? unit) where TState : class, IAggregate<TState>
    {
        if (actor.Is(Role.System)) return Access.Allowed;
        var creates = ReferenceEquals(state, TState.Empty);
        if (!creates && !Sees(actor, state, unit)) return Access.Hidden;
        if (!May(actor, command.GetType())) return Access.Forbidden;
        return InScope(actor, command, state) ? Access.Allowed : Access.Forbidden;
    }

    /// <summary>Beyond the role: the record is the person's own to work on, not only to see.</summary>
    private static bool InScope<TState>(Actor actor, ICommand<TState> command, TState state) where TState : class, IAggregate<TState> => (command, state) switch
    {
        (RegisterCase register, _) => register.OrganizationId == actor.Organization,
        (ImportPastCase past, _) => past.OrganizationId == actor.Organization,
        (AcceptTransfer or DeclineTransfer, MediationCase c) => c.Transfer?.To == actor.Organization,
        (AnswerSatisfaction answer, MediationCase c) => actor.Case == c.Id && actor.Party == answer.PartyId,
        (ApproveReopen, MediationCase) => true,
        (PlaceHold or LiftHold, MediationCase) when actor.Organization is null => true,
        (_, MediationCase c) => c.OrganizationId == actor.Organization,
        // Whose case it is, the command itself looks up.
        (ApplyForReview, _) => true,
        (JoinReview, Review r) => r.Extract.OrganizationId == actor.Organization,
        (RecordReviewPaper record, Review r) => IsOf(actor, record.Paper.Kind.House(), r.CommissionId, r.Extract.OrganizationId),
        (WithdrawReview, Review r) => r.Extract.OrganizationId == actor.Organization || r.CommissionId == actor.Commission,
        (_, Review r) when r.Exists => r.CommissionId == actor.Commission,
        (ProposeEntrustment propose, _) => propose.CommissionId == actor.Commission,
        (AcceptEntrustment or DeclineEntrustment or ReturnResult, Entrustment e) => e.OrganizationId == actor.Organization,
        (RecordEntrustmentPaper record, Entrustment e) => IsOf(actor, record.Paper.Kind.House(), e.CommissionId, e.OrganizationId),
        (_, Entrustment e) => e.CommissionId == actor.Commission,
        (IssueRecommendation issue, _) => issue.CommissionId == actor.Commission,
        (_, Recommendation r) => r.CommissionId == actor.Commission,
        (EstablishCommission establish, _) => Within(actor, establish.Profile?.Unit),
        (CountApplications, Commission c) => c.Id == actor.Commission,
        (ChangeCommission change, Commission c) => c.Id == actor.Commission || (Within(actor, c.Unit) && (change.Changes?.Unit is not { } seat || Within(actor, seat))),
        (_, Commission c) => c.Id == actor.Commission || (actor.Unit is not null && Within(actor, c.Unit)),
        (ClosePeriod close, _) => actor.Unit == close.Closing.Province,
        (_, ClosedPeriod p) => actor.Unit == p.Closing?.Province,
        (EnterBaseList enter, _) => actor.Unit is not null && (Regions.BuiltIn.Find(enter.Region?.Trim()) is not { } unit || Within(actor, unit.Code)),
        (_, BaseList b) => Within(actor, b.Region),
        // Where the organization lies, the command itself looks up.
        (DrawSample, _) => actor.Organization is null,
        (ProposeDestruction propose, _) => propose.OrganizationId == actor.Organization,
        (DraftCampaign draft, _) => actor.Unit is not null && actor.Unit == draft.Unit,
        (RaiseObjection, Campaign) => true,
        // A reporting unit makes its own list; which papers are whose, the desk says.
        (RecordCampaignPaper, Campaign c) => actor.Unit is { } maker && (Within(actor, c.Unit) || Regions.BuiltIn.IsWithin(maker, c.Unit)),
        (_, Campaign c) => Within(actor, c.Unit),
        (DraftNomination draft, _) => draft.OrganizationId == actor.Organization,
        (DeclareInterest or ScoreNomination or CorrectScore, Nomination n) => n.Scorers.Exists(s => s.Scorer.UserName == actor.UserName) || (actor.Is(Province) && Within(actor, n.Region)),
        (_, Nomination n) => n.OrganizationId == actor.Organization || Within(actor, n.Region),
        (CreateOrganization create, _) => Within(actor, create.Profile.Unit),
        (ImportOrganization import, Organization { Exists: false }) => Within(actor, import.Profile.Unit),
        (_, Organization o) => o.Id == actor.Organization || (actor.Unit is not null && Within(actor, o.Unit)),
        // For an office, the organization's region is looked at where the command decides.
        (ImportMediator import, _) => actor.Unit is not null || import.Term is null || import.Term.OrganizationId == actor.Organization,
        (AppointMediator appoint, _) => appoint.OrganizationId == actor.Organization,
        (RenewAppointment renew, _) => renew.OrganizationId == actor.Organization,
        (LeaveOrganization leave, _) => leave.OrganizationId == actor.Organization,
        (AssessMediator, Domain.Mediators.Mediator m) => m.Appointments.Any(a => a.Organization == actor.Organization),
        (DismissMediator dismiss, _) when actor.Unit is null => dismiss.OrganizationId == actor.Organization,
        _ => true,
    };

    /// <summary>
    /// Whether the person hears that this happened to a record that the person sees. What a commission asks, considers and declares inside its house is its own,
    /// wherever the record's story is told: in its history, and in what a stale command is answered with.
    /// </summary>
    public static bool Hears(Actor actor, object state, DomainEvent happened) => actor.Is(Role.System) || (state, happened) switch
    {
        (Review r, ReviewInquiryRecorded or ReviewApprovalRequested or ReviewRequestReturned or ReviewConflictDeclared or ReviewNoConflictDeclared) => actor.Commission == r.CommissionId,
        (Review r, ReviewPaperMade made) when made.Paper.Kind.IsInternal() => actor.Commission == r.CommissionId,
        (Entrustment e, EntrustmentPaperMade { Paper.Kind: PaperKind.EntrustmentInquiry }) => actor.Commission == e.CommissionId,
        _ => true,
    };

    /// <summary>The case behind a record of the bridge, where only who works on that case sees the record: a mediator hears of no colleague's cases.</summary>
    public static CaseId? SeenWithCase(Actor actor, object state) =>
        !actor.Is(Role.Mediator) || actor.Is(Head) || actor.Is(Auditor) || House.Any(actor.Roles.Contains) ? null
        : state switch { Entrustment e => e.CaseId, Recommendation r => r.CaseId, _ => null };

    /// <summary>Of the house on its side of the bridge.</summary>
    public static bool IsOf(Actor actor, PaperHouse house, CommissionId commission, OrganizationId? organization) =>
        house is PaperHouse.Commission ? actor.Commission == commission : organization is { } own && actor.Organization == own;

    /// <summary>A mediator sees the cases of the own organization that are assigned to nobody yet or to the mediator; a head all of them; an office those of its units.</summary>
    private static bool SeesCase(Actor actor, MediationCase c, string? unit)
    {
        if (!c.Exists) return false;
        // A party has no account: its link leads to the one case, and what a party may do there is in the table.
        if (actor.Is(Role.Party)) return actor.Case == c.Id;
        if (actor.Is(Auditor)) return true;
        if (actor.Is(Head) && (c.OrganizationId == actor.Organization || c.Transfer?.To == actor.Organization)) return true;
        if (actor.Is(Role.Mediator) && c.OrganizationId == actor.Organization && (c.Mediators.IsEmpty || c.Mediators.Exists(m => m.MediatorId == actor.Mediator))) return true;
        return (actor.Is(City) || actor.Is(Province)) && Within(actor, unit);
    }

    /// <summary>The commission's people see its reviews; the organization's head those of its cases, a mediator those of cases mediated by this mediator.</summary>
    private static bool SeesReview(Actor actor, Review r) => r.Exists && (actor.Is(Auditor) || (House.Any(actor.Roles.Contains) && r.CommissionId == actor.Commission)
        || (r.Extract.OrganizationId == actor.Organization && (actor.Is(Head) || (actor.Is(Role.Mediator) && actor.Mediator is { } me && r.Extract.Mediators.Contains(me)))));

    /// <summary>The organization knows of it once the letter is out; its mediators, once the head has accepted.</summary>
    private static bool SeesEntrustment(Actor actor, Entrustment e) => e.Exists && (actor.Is(Auditor) || (House.Any(actor.Roles.Contains) && e.CommissionId == actor.Commission)
        || (e.IsSent && e.OrganizationId == actor.Organization && (actor.Is(Head) || (actor.Is(Role.Mediator) && e.CaseId is not null))));

    /// <summary>An organization knows of it once the applicant has chosen it.</summary>
    private static bool SeesRecommendation(Actor actor, Recommendation r) => r.Exists && (actor.Is(Auditor) || (House.Any(actor.Roles.Contains) && r.CommissionId == actor.Commission)
        || (r.OrganizationId is { } chosen && chosen == actor.Organization && Desk.Any(actor.Roles.Contains)));

    /// <summary>The organization's head from the first draft, the offices above it once it applied, and whoever is assigned to score it.</summary>
    private static bool SeesNomination(Actor actor, Nomination n)
    {
        if (!n.Exists) return false;
        if (actor.Is(Head) && n.OrganizationId == actor.Organization) return true;
        if (n.SubmittedOn is null) return false;
        return actor.Is(Auditor) || ((actor.Is(City) || actor.Is(Province)) && Within(actor, n.Region)) || n.Scorers.Exists(s => s.Scorer.UserName == actor.UserName);
    }

    /// <summary>A list is for the head of its organization and the offices above.</summary>
    private static bool SeesDestruction(Actor actor, DestructionList d, string? unit) =>
        d.Exists && (actor.Is(Auditor) || (actor.Is(Head) && d.OrganizationId == actor.Organization) || ((actor.Is(City) || actor.Is(Province)) && Within(actor, unit)));

    /// <summary>Sums of a province are for its heads and offices; which rows a person sees of it is another question.</summary>
    private static bool SeesPeriod(Actor actor, ClosedPeriod p) => p.Closing is { } closing
        && (actor.Is(Auditor) || actor.Is(Head) || ((actor.Is(City) || actor.Is(Province)) && Regions.BuiltIn.ProvinceOf(actor.Unit)?.Code == closing.Province));

    /// <summary>Which cases were drawn and what each was given is for the offices above; an account that is also bound to an organization has no part in it.</summary>
    private static bool SeesSampling(Actor actor, Sampling s) =>
        s.Exists && actor.Organization is null && (actor.Is(Auditor) || ((actor.Is(City) || actor.Is(Province)) && Within(actor, s.Unit)));

    /// <summary>A mediator sees the roster of the own organization; a head also people who are appointed nowhere yet; offices and the administrator everyone.</summary>
    private static bool SeesMediator(Actor actor, Domain.Mediators.Mediator m) =>
        m.Exists && (Offices.Any(actor.Roles.Contains) || actor.Is(Admin) || m.Id == actor.Mediator
            || (Desk.Any(actor.Roles.Contains) && m.Appointments.Any(a => a.Organization == actor.Organization))
            || (actor.Is(Head) && m.Appointments.Count == 0));

    private static bool Within(Actor actor, string? unit) => actor.Unit is { } own && unit is not null && Regions.BuiltIn.IsWithin(unit, own);

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Words();
}
