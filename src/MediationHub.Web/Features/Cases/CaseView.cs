using System.Globalization;
using System.Text.Json.Serialization;
using MediationHub.Domain.Access;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Parties;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Rows;
using MediationHub.Web.Features.Cases.Register;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Cases;

/// <summary>One performance line with where it stands today.</summary>
public sealed record PerformanceShown(int TermNo, int? InstalmentNo, decimal? Owed, DateOnly? DueOn, decimal Paid, DateOnly? PerformedOn, DateOnly? ConfirmedOn, DateOnly? DefaultedOn, PerformanceStatus Status);

/// <summary>An agreement with the sentence of each term.</summary>
/// <param name="Status">What it is worth now, its review and a ruling included.</param>
/// <param name="Ruling">What a court or commission ruled on it; null where nothing was.</param>
public sealed record AgreementShown(int No, AgreementStatus Status, bool Supplement, IReadOnlyList<TermShown> Terms, DateOnly DraftedOn, IReadOnlyList<PartyId> Signers, IReadOnlyList<AgreementSignature> Signatures, DateTimeOffset? SealedAt, DateTimeOffset? EffectiveAt, DateOnly? EffectiveOn, decimal TotalAmount, AgreementRuling? Ruling);

public sealed record TermShown(int No, TermKind Kind, PartyId? PayerId, PartyId? PayeeId, decimal? Amount, IReadOnlyList<Instalment> Instalments, DateOnly? DueOn, Personal Manner, Personal BankAccount, Personal Text, string? ClaimType, string Sentence);

/// <summary>One attempt at service, with the day that counts and why.</summary>
/// <param name="CountsOn">Null where the attempt does not count; it lies ahead where a period has to pass first.</param>
public sealed record ServiceShown(string PaperId, PartyId PartyId, ServiceMethod Method, ServiceResult Result, DateOnly On, IReadOnlyList<FileId> Proof, Personal Note, DateOnly? CountsOn, string? Basis, string Why);

/// <summary>A command and whether it can be given now.</summary>
/// <param name="Note">What its body must hold, or what it leads to, that is easily overlooked.</param>
public sealed record AllowedShown(string Command, bool Ok, IReadOnlyList<string> Missing, string? Note = null);

/// <summary>One way that the law knows where the agreement is not performed.</summary>
/// <param name="TermNo">The overdue term that opens it.</param>
/// <param name="Outstanding">CNY, overdue of that term; null where it is not money.</param>
/// <param name="Reason">Why it is not open; null where it is.</param>
/// <param name="Papers">Papers that can be made for it.</param>
public sealed record RemedyOption(RemedyKind Kind, bool Open, string Basis, int? TermNo, decimal? Outstanding, string? Reason, IReadOnlyList<string> Papers, bool AfterOrder = false)
{
    private static readonly Dictionary<RemedyKind, string[]> PapersOf = new() { [RemedyKind.PaymentOrder] = ["paymentOrderApplication"] };

    /// <summary>All of them as they stand today; none where nothing is owed under an agreement.</summary>
    public static IReadOnlyList<RemedyOption> Of(MediationCase c, Context at, bool english) =>
        [.. Remedies.Of(c, at).Select(w => new RemedyOption(w.Kind, w.Open, w.Basis, w.TermNo, w.Outstanding, w.Why is not { } why ? null : english ? why.English : CaseText.FullWidth(why.Chinese),
            w.Open ? [.. PapersOf.GetValueOrDefault(w.Kind, []).Append("performanceDemand").Where(word => MediationHub.Documents.PaperForm.Of(word) is not null)] : [], w.AfterOrder))];
}

/// <summary>What is asked for, and whether an award on it would be final for the employer 一裁终局 (LMA 47).</summary>
/// <param name="FinalAward">Information, by today's rules; <c>unknown</c> where no amount or no local minimum wage is given.</param>
/// <param name="FinalAwardBasis">Why, with the figures.</param>
public sealed record ClaimShown(int No, string Type, Personal Text, decimal? Amount, Personal Period, FinalAwardVerdict FinalAward, string FinalAwardBasis)
{
    public static IReadOnlyList<ClaimShown> Of(MediationCase c, Context at, bool english) =>
    [
        .. from claim in c.Claims
           let final = Domain.Cases.FinalAward.Of(claim, c.Unit, c.WorkersInvolved, at.Rules, at.Today)
           select new ClaimShown(claim.No, claim.Type, claim.Text, claim.Amount, claim.Period, final.Verdict, english ? final.Basis.English : final.Basis.Chinese),
    ];
}

public sealed record CaseLink(string Kind, string Id);

/// <summary>What a party offered for the sake of settling.</summary>
/// <param name="Amount">CNY; null where the offer is not of money, or where the file was destroyed.</param>
/// <param name="Private">Made in a private session: known to the mediators alone until released.</param>
public sealed record OfferShown(string Id, string SessionId, PartyId ByPartyId, decimal? Amount, Personal Text, bool Private, DateTimeOffset? ReleasedAt)
{
    [JsonIgnore]
    public bool Open => !Private || ReleasedAt is not null;

    public static OfferShown Of(Offer o) => new(
        o.Id, o.SessionId, o.ByPartyId, decimal.TryParse(o.Amount.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : null, o.Text, o.Private, o.ReleasedAt?.ToOffset(ChinaTime.Offset));
}

/// <summary>Who speaks for the workers of a collective dispute (LMA 7).</summary>
/// <param name="PartyId">A party or member.</param>
/// <param name="FileId">The signed election.</param>
public sealed record RepresentativeShown(PartyId PartyId, Personal Name, AgentPowers Powers, FileId? FileId)
{
    public static IReadOnlyList<RepresentativeShown> Of(MediationCase c) => c.Representatives is not { } chosen ? []
        : [.. chosen.People.Select(id => new RepresentativeShown(id, c.Party(id)?.Name ?? c.Members.Where(m => m.Id == id).Select(m => m.Name).FirstOrDefault(), chosen.Powers, chosen.FileId))];
}

/// <summary>A case as this person may see it. Personal numbers are masked; what the contract names is said even where it is null.</summary>
public sealed record CaseShown(
    string Id, int Version, string Number, CaseStage Stage, bool Suspended, OrganizationId OrganizationId, IReadOnlyList<AssignedMediator> Mediators, CaseSource Source, ApplicationForm Form,
    DateTimeOffset ReceivedAt, DateOnly RegisteredOn, DateOnly? AcceptedOn, bool AcceptedLate, string DisputeType, Personal Facts, DateOnly? OccurredOn, DateOnly? KnewOn, int WorkersInvolved,
    IReadOnlyList<Party> Parties, IReadOnlyList<ClaimShown> Claims, IReadOnlyList<Member> Members, IReadOnlyList<RepresentativeShown> Representatives, IReadOnlyList<Evidence> Evidence, IReadOnlyList<Recusal> Recusals,
    IReadOnlyList<Session> Sessions, IReadOnlyList<OfferShown> Offers, IReadOnlyList<TermExtension> Extensions, Suspension? Suspension, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] AgreementShown? Agreement, AgreementShown? Supplement,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] Outcome? Outcome, DateOnly? ClosedOn, IReadOnlyList<FailureReason> Reasons, RejectGround? RejectGround, IReadOnlyList<CaseDeadline> Deadlines, IReadOnlyList<AllowedShown> Allowed,
    IReadOnlyList<PerformanceShown> Performance, IReadOnlyList<Payment> Payments, IReadOnlyList<FollowUp> FollowUps, IReadOnlyList<Remedy> Remedies, IReadOnlyList<RemedyOption> RemedyOptions, IReadOnlyList<ServiceShown> Service,
    IReadOnlyList<CasePaper> Papers, IReadOnlyList<CaseLink> Links,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? ReviewId, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? EntrustmentId, TransferProposal? Transfer, ReopenRequest? ReopenRequest, int LateEntries,
    IReadOnlyList<DuplicateShown>? PossibleDuplicates, RetentionPeriod? Retention, LegalHold? Hold, DestroyedFile? Destroyed, OralRecord? Oral = null, FileId? RecordFileId = null, Personal DuplicateReason = default, CourtReferral? Court = null, IReadOnlyList<LimitationCause>? LimitationCauses = null, ElsewhereDispute? Elsewhere = null);

/// <summary>Makes what a person is shown of a case.</summary>
public sealed class CaseView(HubStore store, IAggregates aggregates, PossibleDuplicates possible)
{
    public async Task<CaseShown> Of(HttpContext http, Stored<MediationCase> stored, bool duplicates = false)
    {
        var (id, version, c) = stored;
        var actor = http.Actor();
        var english = Api.Language.InEnglish(http);
        var at = await ContextFor(c, actor, http.RequestAborted);
        var today = at.Today;
        // What was said in confidence stays with the case's mediators, who alone may release it (O17 §24).
        var confidant = actor.Mediator is { } me && c.Mediators.Exists(m => m.MediatorId == me);
        // Until it has taken the case over, the organization it was offered to sees the dispute, not what was said at the sessions.
        var receiver = actor.Organization is { } house && house != c.OrganizationId;
        return new(
            id, version, c.Number, c.Stage, c.Suspended, c.OrganizationId, c.Mediators, c.Source, c.Form, c.ReceivedAt.ToOffset(ChinaTime.Offset), c.RegisteredOn, c.AcceptedOn, CaseClocks.AcceptedLate(c, at.Calendar, at.Rules),
            c.DisputeType, c.Facts, c.OccurredOn, c.KnewOn, c.WorkersInvolved, [.. c.Parties.Select(Masked)], ClaimShown.Of(c, at, english),
            [.. c.Members.Select(m => m with { IdNumber = Mask.IdNumber(m.IdNumber), Phone = Mask.Phone(m.Phone) })], RepresentativeShown.Of(c), [.. c.Evidence.Where(e => !receiver || e.Withdrawal is null).Select(e => e.Visibility is EvidenceVisibility.MediatorOnly && !e.MayBeReadBy(actor, c) ? Covered(e) : e)], c.Recusals,
            receiver ? [] : [.. c.Sessions.Select(s => confidant ? s : s.Disclosed())], receiver ? [] : [.. c.Offers.Where(o => confidant || o.Open).Select(OfferShown.Of)], c.Extensions, c.Suspension,
            Shown(c, c.Agreement), Shown(c, c.Supplement), c.Outcome, c.Closing?.On, c.Closing?.Reasons ?? [], c.RejectGround,
            CaseClocks.Deadlines(c, at.Calendar, at.Rules, today), Allowed(c, at, english),
            [.. (c.Agreement is { Invalidated: false } agreement ? agreement.Lines : []).Select(l => new PerformanceShown(l.TermNo, l.InstalmentNo, l.Owed, l.DueOn, l.Paid, l.PerformedOn, l.ConfirmedOn, l.DefaultedOn, l.Status(today)))],
            c.Payments, c.FollowUps, c.Remedies, RemedyOption.Of(c, at, english), Service(c, at, english), c.Papers, Links(c), c.Review?.ReviewId, c.Origin?.EntrustmentId, c.Transfer, c.ReopenRequest, c.LateEntries,
            duplicates ? await possible.Of(actor, c, http.RequestAborted) : null, CaseRetention.Of(c, at.Rules), c.Hold, c.DestroyedFile, actor.Organization is null ? null : c.Oral, c.RecordFileId, actor.Organization is null ? default : c.DuplicateReason, c.Court, c.LimitationCauses, c.Elsewhere);
    }

    /// <summary>Every attempt in the order of entry.</summary>
    private static IReadOnlyList<ServiceShown> Service(MediationCase c, Context at, bool english)
    {
        var readings = c.Service.Select(s => (s.PaperId, s.PartyId)).Distinct().SelectMany(s => ServiceStanding.Of(c, s.PaperId, s.PartyId, at.Calendar, at.Rules).Attempts).ToList();
        return [.. c.Service.Select(a => readings.First(r => ReferenceEquals(r.Attempt, a))).Select(r => new ServiceShown(r.Attempt.PaperId, r.Attempt.PartyId, r.Attempt.Method, r.Attempt.Result, r.Attempt.On, r.Attempt.Proof, r.Attempt.Note, r.CountsOn, r.Basis, Said(r.Why.Chinese, r.Why.English, english)))];
    }

    /// <summary>The context in which today's possibilities are asked.</summary>
    public async Task<Context> ContextFor(MediationCase c, Actor actor, CancellationToken cancel)
    {
        var organization = await aggregates.Find<Organization>(c.OrganizationId.Value, cancel: cancel);
        return new(store.Clock.GetUtcNow(), actor, store.Calendar, store.Rules)
        {
            Others = new Dictionary<StreamRef, object> { [StreamRef.To<Organization>(c.OrganizationId.Value)] = organization?.State ?? Organization.Empty },
        };
    }

    /// <summary>The commands that this person's roles may give, each with what it still lacks.</summary>
    public static IReadOnlyList<AllowedShown> Allowed(MediationCase c, Context at, bool english) =>
        [.. CaseGuide.Allowed(c, at, command => Policy.May(at.Actor, CaseCommands.TypeOf(command))).Select(g => new AllowedShown(g.Command, g.Ok, [.. g.Missing.Select(m => Said(m.Chinese, m.English, english))], g.Note is { } note ? Said(note.Chinese, note.English, english) : null))];

    /// <summary>A sentence of the rules, punctuated as refusals are.</summary>
    internal static string Said(string chinese, string english, bool inEnglish) => inEnglish ? english : CaseText.FullWidth(chinese);

    /// <summary>A party with numbers, telephone and address as they stand in lists.</summary>
    public static Party Masked(Party p) => p with
    {
        IdNumber = Mask.IdNumber(p.IdNumber),
        Phone = Mask.Phone(p.Phone),
        Address = Mask.Address(p.Address),
        ServiceAddress = Mask.Address(p.ServiceAddress),
        BirthDate = p.BirthDate.IsEmpty || p.BirthDate == Personal.Destroyed ? p.BirthDate : p.BirthDate.Value![..4] + "-**-**",
        Email = p.Email.IsEmpty || p.Email == Personal.Destroyed ? p.Email : "***@" + p.Email.Value!.Split('@')[^1],
        Agents = [.. p.Agents.Select(a => a with { Phone = Mask.Phone(a.Phone), IdNumber = Mask.IdNumber(a.IdNumber) })],
        AddressConfirmation = p.AddressConfirmation is { } c ? c with { Address = Mask.Address(c.Address), Phone = Mask.Phone(c.Phone), Account = MaskedAccount(c) } : null,
    };

    private static Personal MaskedAccount(AddressConfirmation c) => c.Channel switch
    {
        null => default,
        ElectronicChannel.Sms => Mask.Phone(c.Account),
        ElectronicChannel.Email => "***@" + c.Account.Value?.Split('@')[^1],
        _ => "****",
    };

    /// <summary>That there is such evidence is no secret; what it is, is.</summary>
    private static Evidence Covered(Evidence e) => e with { Title = "仅调解员可见的材料", Purpose = default, Withdrawal = e.Withdrawal is null ? null : e.Withdrawal with { Reason = default } };

    private static AgreementShown? Shown(MediationCase c, Agreement? a) => a is null ? null : new(
        a.No, a.Standing, a.Supplement,
        [.. a.Terms.Select(t => new TermShown(t.No, t.Kind, t.PayerId, t.PayeeId, t.Amount, t.Instalments, t.DueOn, t.Manner, Mask.BankAccount(t.BankAccount), t.Text, t.ClaimType, TermSentence.Of(c, t with { BankAccount = Mask.BankAccount(t.BankAccount) })))],
        a.DraftedOn, a.Signers, a.Signatures, a.SealedAt, a.EffectiveAt, a.EffectiveOn, a.TotalAmount, a.Ruling);

    private static List<CaseLink> Links(MediationCase c)
    {
        var links = new List<CaseLink>();
        if (c.Origin?.TransferredFrom is { } from) links.Add(new("transferredFrom", from.Value));
        if (c.TransferredTo is { } to) links.Add(new(c.Merged ? "mergedInto" : "transferredTo", to.Value));
        if (c.Origin?.SplitFrom is { } whole) links.Add(new("splitFrom", whole.Value));
        links.AddRange(c.SplitInto.Select(part => new CaseLink("splitInto", part.Value)));
        links.AddRange(c.TookIn.Select(taken => new CaseLink("mergedFrom", taken.Value)));
        if (c.Origin?.EntrustmentId is { } entrustment) links.Add(new("entrustment", entrustment));
        if (c.Origin?.RecommendationId is { } recommendation) links.Add(new("recommendation", recommendation));
        return links;
    }
}
