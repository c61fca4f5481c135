using System.Collections.Immutable;
using System.Text.Json.Serialization;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Cases;

/// <summary>
/// One dispute at one mediation organization 调解案件: what we remember of it.
/// Everything here follows from its events; time limits and lights are derived by <see cref="CaseClocks"/>, what may be done next by <see cref="CaseGuide"/>.
/// </summary>
public sealed record MediationCase : IAggregate<MediationCase>, IOwnsFiles, IDestroyable, IKeepsPapers
{
    public static string Stream => "case";
    public static MediationCase Empty { get; } = new();

    public CaseId Id { get; init; }
    public OrganizationId OrganizationId { get; init; }
    public OrganizationType OrganizationType { get; init; }

    /// <summary>The organization's region at registration; null for what was registered before it was kept.</summary>
    public string? Unit { get; init; }

    /// <summary>The case number 案号; empty until the store gave it.</summary>
    public string Number { get; init; } = "";

    public CaseStage Stage { get; init; }
    public CaseSource Source { get; init; }
    public ApplicationForm Form { get; init; }
    public DateTimeOffset ReceivedAt { get; init; }
    public DateOnly RegisteredOn { get; init; }
    public CaseOrigin? Origin { get; init; }

    /// <summary>From when a court's days count; null for every other case, and where nobody said it.</summary>
    public CourtReferral? Court { get; init; }

    /// <summary>Where the same dispute stands besides; null where it was not asked.</summary>
    public ElsewhereDispute? Elsewhere { get; init; }

    public CaseId? TransferredTo { get; init; }

    /// <summary>It went into the other case by a merger 合并, not to another organization.</summary>
    public bool Merged { get; init; }

    /// <summary>The cases that were taken into this one.</summary>
    public ImmutableList<CaseId> TookIn { get; init; } = [];

    /// <summary>The cases that were split off from this one.</summary>
    public ImmutableList<CaseId> SplitInto { get; init; } = [];

    /// <summary>Names of people whom texts here speak of and whose part of the dispute is another case.</summary>
    public ImmutableList<Personal> Others { get; init; } = [];

    public ImmutableList<Party> Parties { get; init; } = [];

    /// <summary>How many applicants and respondents there ever were: their ids are not given again.</summary>
    public int ApplicantsEver { get; init; }

    public int RespondentsEver { get; init; }
    public int AgentsEver { get; init; }

    /// <summary>The main dispute type's code.</summary>
    public string DisputeType { get; init; } = "";

    public IReadOnlyList<Claim> Claims { get; init; } = [];
    public Personal Facts { get; init; }

    /// <summary>When the dispute arose, and when the applicant knew of it (LMA 27).</summary>
    public DateOnly? OccurredOn { get; init; }

    public DateOnly? KnewOn { get; init; }
    public int WorkersInvolved { get; init; }
    public IReadOnlyList<Member> Members { get; init; } = [];

    /// <summary>How many workers there ever were on the list: their ids are not given again.</summary>
    public int MembersEver { get; init; }

    public Representatives? Representatives { get; init; }
    public ImmutableList<Evidence> Evidence { get; init; } = [];
    public FileId? RecordFileId { get; init; }

    /// <summary>The record of an application made by word of mouth.</summary>
    public OralRecord? Oral { get; init; }

    /// <summary>Why it was registered although an earlier case looked the same.</summary>
    public Personal DuplicateReason { get; init; }

    public DateOnly? ConsentAskedOn { get; init; }
    public DateOnly? AcceptedOn { get; init; }
    public bool AcceptedLate { get; init; }
    public RejectGround? RejectGround { get; init; }

    /// <summary>Why, in the words told to the applicant.</summary>
    public Personal RejectReason { get; init; }
    public ImmutableList<AssignedMediator> Mediators { get; init; } = [];
    public ImmutableList<Recusal> Recusals { get; init; } = [];
    public ImmutableList<Session> Sessions { get; init; } = [];
    public ImmutableList<Offer> Offers { get; init; } = [];
    public ImmutableList<TermExtension> Extensions { get; init; } = [];

    /// <summary>Set while the case rests.</summary>
    public Suspension? Suspension { get; init; }

    /// <summary>The agreement in force, or the draft where there is none yet.</summary>
    public Agreement? Agreement { get; init; }

    /// <summary>The draft that is to take the place of the agreement in force.</summary>
    public Agreement? Supplement { get; init; }

    /// <summary>Earlier agreements that took effect: a supplement or, where a ruling had voided it, a new agreement took the place of each.</summary>
    public ImmutableList<Agreement> Superseded { get; init; } = [];
    public int DraftsEver { get; init; }

    /// <summary>The day the first agreement of the case took effect.</summary>
    public DateOnly? FirstEffectiveOn { get; init; }

    public ImmutableList<Payment> Payments { get; init; } = [];
    public ImmutableList<FollowUp> FollowUps { get; init; } = [];

    /// <summary>What the parties answered by their own links, one each.</summary>
    public ImmutableList<SatisfactionAnswer> Satisfaction { get; init; } = [];

    public ImmutableList<Remedy> Remedies { get; init; } = [];

    /// <summary>What interrupted or suspended the limitation of arbitration, besides the application itself.</summary>
    public ImmutableList<LimitationCause> LimitationCauses { get; init; } = [];

    /// <summary>How many there ever were: their ids are not given again.</summary>
    public int LimitationCausesEver { get; init; }

    public ReviewNote? Review { get; init; }

    /// <summary>What each of its reviews said last, in the order in which they were first heard of.</summary>
    public ImmutableList<ReviewNote> Reviews { get; init; } = [];

    public Closing? Closing { get; init; }
    public TransferProposal? Transfer { get; init; }
    public ImmutableList<CasePaper> Papers { get; init; } = [];
    public ImmutableList<ServiceAttempt> Service { get; init; } = [];
    public DateOnly? ArchivedOn { get; init; }
    public IReadOnlyList<ArchivedScan> Scans { get; init; } = [];
    public ReopenRequest? ReopenRequest { get; init; }

    /// <summary>Set while the file is kept beyond its period.</summary>
    public LegalHold? Hold { get; init; }

    /// <summary>Set once the file was destroyed: personal texts read <see cref="Personal.Destroyed"/>, figures and days stay.</summary>
    public DestroyedFile? DestroyedFile { get; init; }

    /// <summary>Proofs of a withdrawal, of immediate performance, of acts performed, of receipts.</summary>
    public ImmutableList<FileId> Proofs { get; init; } = [];

    /// <summary>What the old ledger says; null for every case that was worked on here.</summary>
    public PastCase? Past { get; init; }

    /// <summary>How many entries of this case came more than 3 working days late.</summary>
    public int LateEntries { get; init; }

    [JsonIgnore] public bool Destroyed => DestroyedFile is not null;
    [JsonIgnore] public bool Exists => Id.Value is not null;
    [JsonIgnore] public DateOnly ReceivedOn => ChinaTime.DayOf(ReceivedAt);
    [JsonIgnore] public bool Suspended => Suspension is not null;
    [JsonIgnore] public Outcome? Outcome => Closing?.Outcome;
    /// <summary>The cases that go on with this one's files.</summary>
    [JsonIgnore] public IEnumerable<CaseId> Successors => TransferredTo is { } next ? SplitInto.Add(next) : SplitInto;

    [JsonIgnore] public IEnumerable<Party> Applicants => Parties.Where(p => p.Side is PartySide.Applicant);
    [JsonIgnore] public IEnumerable<Party> Respondents => Parties.Where(p => p.Side is PartySide.Respondent);
    [JsonIgnore] public IEnumerable<Party> NotConsented => Parties.Where(p => !p.Consents);
    [JsonIgnore] public bool AllConsent => Parties.All(p => p.Consents);
    [JsonIgnore] public MediatorId? Lead => Mediators.Find(m => m.Role is MediatorRole.Lead)?.MediatorId;
    [JsonIgnore] public Recusal? OpenRecusal => Recusals.Find(r => r.Granted is null);

    /// <summary>Where the dispute is decided or pending, and those before whom it stands did not send it here: it is not for mediation. Null where nothing stands against it.</summary>
    [JsonIgnore]
    public ElsewhereDispute? BarredBy => Elsewhere switch
    {
        null or { Kind: ElsewhereKind.None } => null,
        { Kind: ElsewhereKind.PendingInArbitration } => FromCommission ? null : Elsewhere,
        { Kind: ElsewhereKind.PendingInCourt } => FromCourt ? null : Elsewhere,
        _ => FromCommission || FromCourt ? null : Elsewhere,
    };

    /// <summary>Nobody asked yet, before acceptance, whether the dispute stands elsewhere; of one that a commission handed over here it is known.</summary>
    [JsonIgnore]
    public bool ElsewhereUnasked => Exists && Elsewhere is null && Stage is CaseStage.Registered or CaseStage.ConsentPending && Origin is not ({ EntrustmentId: not null } or { RecommendationId: not null });

    // One that does not work with this program sends a letter, and the letter has a number.
    private bool FromCommission => Origin is { EntrustmentId: not null } or { RecommendationId: not null } || Source is CaseSource.CommissionEntrusted or CaseSource.CommissionRecommended && Elsewhere is { Number.IsEmpty: false };
    private bool FromCourt => Source is CaseSource.CourtAssigned or CaseSource.CourtEntrusted;

    /// <summary>Taken up and neither ended nor agreed yet.</summary>
    [JsonIgnore] public bool IsOpen => Exists && Stage < CaseStage.Closed;

    [JsonIgnore] public bool SessionTookPlace => Sessions.Exists(s => s.TookPlace);
    [JsonIgnore] public int ExtendedDays => Extensions.Sum(e => e.Days);

    /// <summary>The agreement that binds the parties now.</summary>
    [JsonIgnore] public Agreement? InForce => Agreement is { InForce: true } ? Agreement : null;

    /// <summary>The agreement that took effect last, also where it was ruled void since: what was agreed stays agreed in the record.</summary>
    [JsonIgnore] public Agreement? Concluded => Agreement is { EffectiveAt: not null } ? Agreement : null;

    /// <summary>The draft that may be signed now.</summary>
    [JsonIgnore] public Agreement? Draft => Supplement ?? (Agreement is { Status: AgreementStatus.Drafted } ? Agreement : null);

    public Party? Party(PartyId id) => Parties.Find(p => p.Id == id);
    public Session? Session(string? id) => Sessions.Find(s => s.Id == id);
    public bool HadMember(PartyId id) => NumberOf(id) is > 0 and var number && number <= MembersEver;

    private static int NumberOf(PartyId id) => id.Value is ['m', .. var digits] && int.TryParse(digits, out var number) ? number : 0;
    public bool IsPartyOrMember(PartyId id) => Party(id) is not null || Members.Any(m => m.Id == id);

    /// <summary>Ten workers or more (LMA 7; the number itself is a setting).</summary>
    public bool IsCollective(int threshold) => WorkersInvolved >= threshold;

    /// <summary>Whether an agreement of this case may go to arbitration review: not where it is about the existence of employment, in its main type, a claim or a term (R33 §75, ground 4).</summary>
    public bool IsReviewable(RuleSet rules) => !new[] { DisputeType }.Concat(Claims.Select(c => c.Type)).Concat((Agreement?.Terms ?? []).Select(t => t.ClaimType).OfType<string>())
        .Any(type => rules.DisputeTypes.IsWithinAny(type, rules.Settings.NotReviewable.Value));

    /// <summary>Every file that this case owns.</summary>
    [JsonIgnore]
    public IEnumerable<FileId> Files =>
    [
        .. Evidence.Select(e => e.FileId),
        .. Parties.SelectMany(p => p.Agents).Select(a => a.FileId),
        .. Parties.Select(p => p.AddressConfirmation).OfType<AddressConfirmation>().Select(c => c.FileId),
        .. new[] { Agreement }.OfType<Agreement>().Concat(Superseded).SelectMany(a => a.Ruling?.Proof ?? []),
        .. Payments.SelectMany(p => p.Proof),
        .. LimitationCauses.SelectMany(c => c.Proof),
        .. Service.SelectMany(s => s.Proof),
        .. Scans.Select(s => s.FileId),
        .. Papers.Select(p => p.PageId),
        .. Proofs,
        .. new[] { RecordFileId, Oral?.SignatureFileId, Representatives?.FileId }.Concat(Extensions.Select(e => e.FileId)).OfType<FileId>(),
        .. Sessions.SelectMany(s => s.Signatures).Select(s => s.FileId).OfType<FileId>(),
        .. new[] { Agreement, Supplement }.OfType<Agreement>().Concat(Superseded).SelectMany(a => a.Signatures).Select(s => s.FileId).OfType<FileId>(),
    ];

    public MediationCase Evolve(DomainEvent happened) => happened switch
    {
        CaseRegistered e => Registered(e),
        ConsentAsked e => this with { Stage = CaseStage.ConsentPending, ConsentAskedOn = e.On },
        PartyConsented e => WithParty(e.PartyId, p => p with { Consent = new Consent(true, e.On) }) with { Stage = Stage is CaseStage.Registered ? CaseStage.ConsentPending : Stage },
        PartyRefusedMediation e => WithParty(e.PartyId, p => p with { Consent = new Consent(false, e.On, e.Reason) })
            .Ended(CaseStage.NotAccepted, new Closing(Cases.Outcome.RespondentRefused, e.On, [], null, true, Law: e.Law)),
        CaseAccepted e => this with { Stage = CaseStage.Accepted, AcceptedOn = e.On, AcceptedLate = e.Late, Mediators = Led(e.MediatorId, e.On), Elsewhere = e.Elsewhere ?? Elsewhere },
        CaseNotAccepted e => Ended(CaseStage.NotAccepted, new Closing(Cases.Outcome.NotAccepted, e.On, [], null, true, Law: e.Law)) with { RejectGround = e.Ground, RejectReason = e.Reason, Elsewhere = e.Elsewhere ?? Elsewhere },
        CaseCorrected e => e.Fields.ApplyTo(this) with { AcceptedLate = e.AcceptedLate ?? AcceptedLate },
        ClaimsChanged e => this with { Claims = e.Claims, DisputeType = e.DisputeType },
        PartyAdded e => Added(e.Party),
        PartyRemoved e => this with { Parties = Parties.RemoveAll(p => p.Id == e.PartyId) },
        AgentAppointed e => WithParty(e.PartyId, p => p with { Agents = [.. p.Agents.Where(a => a.Name != e.Agent.Name), e.Agent] }) with { AgentsEver = AgentsEver + 1 },
        AddressConfirmed e => WithParty(e.PartyId, p => p with { AddressConfirmation = e.Confirmation, ServiceAddress = e.Confirmation.Address }),
        RepresentativesChosen e => this with { Representatives = e.Representatives },
        MembersImported e => this with { Members = e.Members, MembersEver = Math.Max(MembersEver, e.Members.Select(m => NumberOf(m.Id)).DefaultIfEmpty().Max()) },
        MemberRemoved e => this with { Members = [.. Members.Where(m => m.Id != e.MemberId)] },
        EvidenceAdded e => this with { Evidence = Evidence.Add(e.Evidence) },
        EvidenceChanged e => WithEvidence(e.Evidence.Id, _ => e.Evidence),
        Cases.EvidenceWithdrawn e => WithEvidence(e.EvidenceId, x => x with { Withdrawal = e.Withdrawal }),
        MediatorAssigned e => this with { Mediators = e.Role is MediatorRole.Lead ? Led(e.MediatorId, e.On) : Without(e.MediatorId).Add(new(e.MediatorId, e.Role, e.On)) },
        RecusalRequested e => this with { Recusals = Recusals.Add(new(e.MediatorId, e.On, e.Reason)) },
        RecusalDecided e => Decided(e),
        SessionScheduled e => this with { Sessions = Sessions.Add(new() { Id = e.SessionId, StartsAt = e.StartsAt, EndsAt = e.EndsAt, Place = e.Place, Mode = e.Mode, Private = e.Private, Attendees = e.Attendees, Booked = e.Booked, Room = e.Room }) },
        SessionMoved e => WithSession(e.SessionId, s => s with { StartsAt = e.StartsAt, EndsAt = e.EndsAt, Place = e.Place, Mode = e.Mode, Reason = e.Reason, Booked = e.Booked, Room = e.Room, Sequence = s.Sequence + 1 }),
        SessionMadePublic e => WithSession(e.SessionId, s => s with { PublicRequests = e.Requests }) with { Proofs = e.FileId is { } request ? Proofs.Add(request) : Proofs },
        SessionMadeConfidential e => WithSession(e.SessionId, s => s with { PublicRequests = null }),
        SessionCancelled e => WithSession(e.SessionId, s => s.Freed() with { Status = SessionStatus.Cancelled, Reason = e.Reason, Sequence = s.Sequence + 1 }),
        SessionHeld e => Held(e),
        OfferReleased e => this with { Offers = Offers.ConvertAll(o => o.Id == e.OfferId ? o with { ReleasedAt = e.At } : o) },
        TermExtended e => this with { Extensions = Extensions.Add(e.Extension) },
        CaseSuspended e => this with { Suspension = e.Suspension },
        CaseResumed => this with { Suspension = null },
        AgreementDrafted e => Drafted(e),
        AgreementSigned e => WithDraft(a => a with { Signatures = [.. a.Signatures, e.Signature] }),
        AgreementTookEffect e => TookEffect(e),
        AgreementReviewNoted e => this with { Review = e.Note, Reviews = Reviews.RemoveAll(r => r.ReviewId == e.Note.ReviewId).Add(e.Note), Agreement = Concluded is { } agreement ? agreement with { Status = e.Note.Status } : Agreement },
        LimitationCauseNoted e => this with { LimitationCauses = LimitationCauses.Add(e.Cause), LimitationCausesEver = LimitationCausesEver + 1 },
        LimitationCauseStruck e => this with { LimitationCauses = LimitationCauses.RemoveAll(c => c.Id == e.CauseId), Proofs = Proofs.AddRange(LimitationCauses.Where(c => c.Id == e.CauseId).SelectMany(c => c.Proof)) },
        AgreementRuled e => Ruled(e.Ruling),
        RulingWithdrawn => this with { Agreement = Agreement! with { Ruling = null }, Stage = Agreement.Invalidated && Stage is CaseStage.InMediation ? CaseStage.AgreementEffective : Stage },
        CaseClosed e => Ended(CaseStage.Closed, e.Closing) with { Proofs = Proofs.AddRange(e.Performance?.Proof ?? []) },
        ApplicationWithdrawn e => Ended(CaseStage.Closed, e.Closing) with { Proofs = Proofs.AddRange(e.Proof) },
        TransferProposed e => this with { Transfer = new(e.To, e.Reason) },
        TransferDeclined => this with { Transfer = null },
        CaseTransferred e => Ended(CaseStage.Transferred, new Closing(Cases.Outcome.Transferred, e.On, [], null, true, Law: e.Law)) with { TransferredTo = e.NewCaseId },
        CaseSplit e => this.Without(e),
        CaseMerged e => Ended(CaseStage.Transferred, new Closing(Cases.Outcome.Transferred, e.On, [], null, true, Law: e.Law)) with { TransferredTo = e.Into, Merged = true },
        CaseTakenIn e => this.With(e),
        PaymentRecorded e => Paid(e.Payment),
        PerformanceRecorded e => WithLine(e.TermNo, null, l => l with { PerformedOn = e.On }) with { Proofs = Proofs.AddRange(e.Proof) },
        ReceiptConfirmed e => WithLine(e.TermNo, e.InstalmentNo, l => l with { ConfirmedOn = e.On }) with { Proofs = Proofs.AddRange(e.FileId is { } file ? [file] : []) },
        DefaultMarked e => WithLine(e.TermNo, e.InstalmentNo, l => l with { DefaultedOn = e.On }),
        CaseFollowedUp e => this with { FollowUps = FollowUps.Add(e.FollowUp) },
        RemedyStarted e => this with { Remedies = Remedies.Add(e.Remedy) },
        SatisfactionAnswered e => this with { Satisfaction = Satisfaction.With(e) },
        PaperMade e => this with { Papers = Papers.Add(e.Paper) },
        ServiceRecorded e => this with { Service = Service.Add(e.Attempt) },
        CaseArchived e => this with { Stage = CaseStage.Archived, ArchivedOn = e.On, Scans = [.. Scans, .. e.Scans], ReopenRequest = null },
        ReopeningRequested e => this with { ReopenRequest = e.Request },
        CaseReopened => this with { Stage = StageReopened, Closing = null, ReopenRequest = null },
        ScanAdded e => this with { Scans = [.. Scans, e.Scan] },
        HoldPlaced e => this with { Hold = e.Hold },
        HoldLifted => this with { Hold = null },
        CaseDestroyed e => this with { DestroyedFile = new(e.ListId, e.ListNumber, e.On) },
        EnteredLate => this with { LateEntries = LateEntries + 1 },
        CaseImported e => Imported(e),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a case"),
    };

    /// <summary>A reopened case goes back to mediation; one that never was accepted goes back to where it was.</summary>
    [JsonIgnore]
    public CaseStage StageReopened =>
        AcceptedOn is not null ? CaseStage.InMediation
        : ConsentAskedOn is not null || Parties.Exists(p => p.Consent is { ByApplication: false }) ? CaseStage.ConsentPending
        : CaseStage.Registered;

    private MediationCase Registered(CaseRegistered e)
    {
        var consented = e.Origin?.ConsentedOn is not null || e.Parties.Any(p => p.Consent is { ByApplication: false });
        return this with
        {
            Id = e.Id,
            OrganizationId = e.OrganizationId,
            OrganizationType = e.OrganizationType,
            Unit = e.Unit,
            Number = e.Number,
            Stage = consented ? CaseStage.ConsentPending : CaseStage.Registered,
            Source = e.Source,
            Form = e.Form,
            ReceivedAt = e.ReceivedAt,
            RegisteredOn = e.RegisteredOn,
            Origin = e.Origin,
            Parties = [.. e.Parties],
            ApplicantsEver = Highest(e.Parties.Where(p => p.Side is PartySide.Applicant).Select(p => p.Id.Value)),
            RespondentsEver = Highest(e.Parties.Where(p => p.Side is PartySide.Respondent).Select(p => p.Id.Value)),
            AgentsEver = Highest(e.Parties.SelectMany(p => p.Agents).Select(a => a.Id)),
            DisputeType = e.DisputeType,
            Claims = e.Claims,
            Facts = e.Facts,
            OccurredOn = e.OccurredOn,
            KnewOn = e.KnewOn,
            Court = e.Court,
            Elsewhere = e.Elsewhere,
            WorkersInvolved = e.WorkersInvolved,
            Members = e.Members,
            MembersEver = Highest(e.Members.Select(m => m.Id.Value)),
            Representatives = e.Representatives,
            Evidence = [.. e.Evidence],
            RecordFileId = e.RecordFileId,
            Oral = e.Oral,
            DuplicateReason = e.DuplicateReason,
            Others = [.. e.Others ?? []],
        };
    }

    private static MediationCase Imported(CaseImported e) => Empty with
    {
        Id = e.Id,
        OrganizationId = e.OrganizationId,
        OrganizationType = e.OrganizationType,
        Number = e.Past.OldNumber,
        Stage = CaseStage.Archived,
        ReceivedAt = ChinaTime.At(e.Past.ReceivedOn, TimeOnly.MinValue),
        RegisteredOn = e.On,
        AcceptedOn = e.Past.AcceptedOn,
        Parties = [.. Named(e.Past.Applicants, PartySide.Applicant), .. Named(e.Past.Respondents, PartySide.Respondent)],
        DisputeType = e.Past.DisputeType,
        Claims = e.Past.Claimed is { } amount ? [new Claim(1, e.Past.DisputeType, default, amount)] : [],
        WorkersInvolved = e.Past.WorkersInvolved,
        Closing = new Closing(e.Past.Outcome, e.Past.ClosedOn, [], null, true),
        ArchivedOn = e.On,
        Past = e.Past,
    };

    /// <summary>The old ledger separates names by commas; longer ones are employers'.</summary>
    private static IEnumerable<Party> Named(Personal names, PartySide side) =>
        (names.Value ?? "").Split(['、', '，', ',', '；', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select((name, i) =>
            new Party(PartyId.From($"{(side is PartySide.Applicant ? 'a' : 'r')}{i + 1}"), side, new PartyDetails { Kind = name.Length > 4 ? PartyKind.Employer : PartyKind.Person, Name = name }));

    /// <summary>A transferred case brings ids with it, not all of which are still there.</summary>
    internal static int Highest(IEnumerable<string> ids) => ids.Select(id => int.Parse(id.AsSpan(1))).DefaultIfEmpty().Max();

    /// <summary>What was still to be held is not held any more: nobody is kept free for it, also where the case is opened again.</summary>
    private MediationCase Ended(CaseStage stage, Closing closing) => this with
    {
        Stage = stage,
        Closing = closing,
        Transfer = null,
        Suspension = null,
        Sessions = Sessions.Exists(s => s.Booked) ? Sessions.ConvertAll(s => s.Freed()) : Sessions,
    };

    private MediationCase Added(Party party) => this with
    {
        Parties = Parties.Add(party),
        ApplicantsEver = ApplicantsEver + (party.Side is PartySide.Applicant ? 1 : 0),
        RespondentsEver = RespondentsEver + (party.Side is PartySide.Respondent ? 1 : 0),
    };

    private MediationCase Decided(RecusalDecided e) => this with
    {
        Recusals = Recusals.ConvertAll(r => r.MediatorId == e.MediatorId && r.Granted is null ? r with { Granted = e.Granted, Answer = e.Reason } : r),
        Mediators = e.Granted ? Without(e.MediatorId) : Mediators,
    };

    private MediationCase Held(SessionHeld e) => this with
    {
        Stage = Stage is CaseStage.Accepted && e.OpensMediation ? CaseStage.InMediation : Stage,
        Sessions = Session(e.Session.Id) is null ? Sessions.Add(e.Session) : Sessions.ConvertAll(s => s.Id == e.Session.Id ? e.Session.Freed() : s),
        Offers = Offers.AddRange(e.Offers),
    };

    private MediationCase Drafted(AgreementDrafted e)
    {
        var draft = new Agreement { No = e.No, Supplement = e.Supplement, Terms = e.Terms, Signers = e.Signers, DraftedOn = e.On };
        return e.Supplement
            ? this with { Supplement = draft, DraftsEver = e.No }
            : this with { Agreement = draft, DraftsEver = e.No, Stage = CaseStage.AgreementDrafted, Superseded = Agreement is { Invalidated: true } ? Superseded.Add(Agreement) : Superseded };
    }

    /// <summary>What a supplement was to change is settled or gone. A case that is still open goes back to mediation where nothing binds the parties any more.</summary>
    private MediationCase Ruled(AgreementRuling ruling) => this with
    {
        Agreement = Agreement! with { Ruling = ruling },
        Supplement = null,
        Stage = ruling.Kind is not RulingKind.Confirmed && Stage is CaseStage.AgreementEffective ? CaseStage.InMediation : Stage,
    };

    private MediationCase TookEffect(AgreementTookEffect e)
    {
        var effective = Draft!.TakesEffect(e.SealedAt, e.At);
        return this with
        {
            Stage = Stage is CaseStage.AgreementDrafted ? CaseStage.AgreementEffective : Stage,
            Superseded = effective.Supplement ? Superseded.Add(Agreement! with { Status = AgreementStatus.Superseded }) : Superseded,
            Agreement = effective,
            Supplement = null,
            FirstEffectiveOn = FirstEffectiveOn ?? effective.EffectiveOn,
        };
    }

    private MediationCase Paid(Payment payment) => payment.Parts.Aggregate(
        this with { Payments = Payments.Add(payment) },
        (state, part) => state.WithLine(payment.TermNo, part.InstalmentNo, l => l.Pay(part.Amount, payment.PaidOn)));

    private ImmutableList<AssignedMediator> Without(MediatorId mediator) => Mediators.RemoveAll(m => m.MediatorId == mediator);

    private ImmutableList<AssignedMediator> Led(MediatorId lead, DateOnly from) =>
        Without(lead).RemoveAll(m => m.Role is MediatorRole.Lead).Insert(0, new(lead, MediatorRole.Lead, from));

    internal MediationCase WithParty(PartyId id, Func<Party, Party> change) =>
        this with { Parties = Parties.FindIndex(p => p.Id == id) is var i and >= 0 ? Parties.SetItem(i, change(Parties[i])) : Parties };

    private MediationCase WithEvidence(string id, Func<Evidence, Evidence> change) => this with { Evidence = Evidence.ConvertAll(e => e.Id == id ? change(e) : e) };

    private MediationCase WithSession(string id, Func<Session, Session> change) => this with { Sessions = Sessions.ConvertAll(s => s.Id == id ? change(s) : s) };

    private MediationCase WithDraft(Func<Agreement, Agreement> change) =>
        Supplement is not null ? this with { Supplement = change(Supplement) } : this with { Agreement = change(Agreement!) };

    private MediationCase WithLine(int term, int? instalment, Func<PerformanceLine, PerformanceLine> change) => this with
    {
        Agreement = Agreement! with { Lines = [.. Agreement.Lines.Select(l => l.TermNo == term && l.InstalmentNo == instalment ? change(l) : l)] },
    };
}
