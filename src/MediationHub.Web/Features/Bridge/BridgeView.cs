using System.Text.Json.Serialization;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Entrustments;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Parties;
using MediationHub.Domain.Recommendations;
using MediationHub.Domain.Reviews;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Rows;
using MediationHub.Web.Features.Cases;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Bridge;

/// <summary>What crossed of a case, as this person may see it.</summary>
public sealed record ExtractShown(
    CaseId CaseId, string Number, OrganizationId OrganizationId, string DisputeType, int WorkersInvolved, IReadOnlyList<ExtractParty> Parties, IReadOnlyList<Claim> Claims,
    IReadOnlyList<Personal> UndisputedFacts, IReadOnlyList<ExtractEvidence> Evidence, ExtractAgreementShown? Agreement, IReadOnlyList<MediatorId> Mediators);

public sealed record ExtractAgreementShown(int No, DateOnly EffectiveOn, IReadOnlyList<TermShown> Terms, decimal TotalAmount, IReadOnlyList<PartyId> Signers, Personal TermsHash);

/// <summary>The letter beside the agreement.</summary>
public sealed record LetterShown(IReadOnlyList<TermShown> Terms, Personal TermsHash, bool Identical, DateTimeOffset SealedAt, ArbitratorId ArbitratorId, bool Late);

/// <summary>A review as this person may see it.</summary>
/// <param name="LateReason">Why it was accepted although it was filed late; left out where it came in time.</param>
/// <param name="WithdrawalReason">Why it was withdrawn; left out where it was not.</param>
public sealed record ReviewShown(
    string Id, int Version, string Number, ReviewStage Stage, CommissionId CommissionId, CompetenceReason? Competence, CaseId CaseId, ExtractShown Extract, IReadOnlyList<ReviewJoin> Joined, IReadOnlyList<PartyId> StillToJoin,
    DateOnly FilingDue, DateOnly? FiledOn, bool FiledLate, IReadOnlyList<Text> Warnings, DateOnly? AcceptedOn, NotAcceptedFor? NotAccepted, AssignedArbitrator? Arbitrator, IReadOnlyList<ReviewInquiry> Inquiries,
    DateOnly? Due, ReviewExtension? Extension, ReviewRequest? Pending, IReadOnlyList<ReturnedRequest> Returned, LetterShown? Letter, IReadOnlyList<ReviewReason> Grounds, IReadOnlyList<LetterService> Service,
    IReadOnlyList<PartyId> StillToSign, PartyId? WithdrawnBy, PartyId? UnsignedBy, DateOnly? EndedOn, IReadOnlyList<CaseDeadline> Deadlines, IReadOnlyList<AllowedShown> Allowed, int LateEntries,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] Personal LateReason = default,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] Personal WithdrawalReason = default);

/// <summary>An entrustment as this person may see it.</summary>
public sealed record EntrustmentShown(
    string Id, int Version, string Number, EntrustmentStage Stage, CommissionId CommissionId, OrganizationId OrganizationId, string ArbitrationNumber, IReadOnlyList<Party> Parties, string DisputeType, IReadOnlyList<Claim> Claims,
    Personal Facts, DateOnly ProposedOn, IReadOnlyList<ConsentShown> Consents, DateOnly? ConsentedOn, DateOnly? EntrustedOn, DateOnly? Due, CaseId? CaseId, DateOnly? AcceptedOn, Personal DeclineReason, EntrustmentResult? Result,
    DateOnly? EndedOn, DateOnly? ReturnedOn, bool ReturnedLate, IReadOnlyList<Personal> UndisputedFacts, ExtractShown? Extract, Disposition? Disposition, IReadOnlyList<CaseDeadline> Deadlines, IReadOnlyList<AllowedShown> Allowed, int LateEntries);

public sealed record ConsentShown(PartyId PartyId, DateOnly On);

/// <summary>A recommendation as this person may see it.</summary>
public sealed record RecommendationShown(
    string Id, int Version, string Number, RecommendationStage Stage, CommissionId CommissionId, OrganizationId? OrganizationId, string ArbitrationNumber, DateOnly ReceivedOn, IReadOnlyList<Party> Parties, string DisputeType,
    IReadOnlyList<Claim> Claims, Personal Facts, IReadOnlyList<OrganizationId> Organizations, DateOnly IssuedOn, DateOnly? DeliveredOn, DateOnly? ReplyDue, DateOnly? AgreedOn, int ElapsedWorkingDays, DateOnly? PauseDue, DateOnly? ResumedOn,
    Personal ResumeReason, DateOnly? SettledOn, CaseId? CaseId, IReadOnlyList<CaseDeadline> Deadlines, IReadOnlyList<AllowedShown> Allowed, int LateEntries);

/// <summary>
/// Makes what a person is shown of the bridge's records. The commission's people see addresses for service and telephones plainly, since they serve;
/// ID numbers and bank accounts are masked for everybody; who it is about, in names and in free texts, is covered for the auditor.
/// </summary>
public sealed class BridgeView(HubStore store, IAggregates aggregates)
{
    public async Task<ReviewShown> Of(HttpContext http, Stored<Review> stored)
    {
        var actor = http.Actor();
        var (id, version, r) = actor.Is(Role.Auditor) ? stored with { State = NamelessBridge.Of(stored.State) } : stored;
        var at = await ContextFor(actor, ReviewGuide.Reads(r), http.RequestAborted);
        var inner = actor.Commission == r.CommissionId;
        var extract = Shown(r.Extract, inner);
        return new ReviewShown(
            id, version, r.Number, r.Stage, r.CommissionId, r.Competence, r.Extract.CaseId, extract, r.Joined, [.. r.StillToJoin], r.FilingDue, r.FiledOn, r.FiledLate, [.. Warnings(r, at)], r.AcceptedOn, r.NotAccepted, r.Arbitrator,
            // What was asked inside the commission, and what waits for its director, is its own.
            inner ? r.Inquiries : [], r.Due, inner || r.Extension is null ? r.Extension : r.Extension with { Reason = default }, inner ? r.Pending : null, inner ? r.Returned : [],
            r.Letter is { } letter ? new(Terms(letter.Terms, r.Extract), letter.TermsHash, letter.TermsHash == r.Extract.Agreement!.TermsHash, letter.SealedAt.ToOffset(ChinaTime.Offset), letter.ArbitratorId, letter.Late) : null,
            r.RefusedFor, r.Service, r.Stage is ReviewStage.LetterMade ? [.. r.StillToSign] : [], r.WithdrawnBy, r.UnsignedBy, r.EndedOn, [.. ReviewClocks.Of(r, at.Calendar, at.Rules).Select(c => c.On(at.Today, at.Rules.Settings.AmberDays.Value))],
            Allowed(ReviewGuide.Allowed(r, at, command => MayGive(actor, command, r.CommissionId, r.Extract.OrganizationId)), Api.Language.InEnglish(http)), r.LateEntries, r.LateReason, r.WithdrawalReason);
    }

    public async Task<EntrustmentShown> Of(HttpContext http, Stored<Entrustment> stored)
    {
        var actor = http.Actor();
        var (id, version, e) = actor.Is(Role.Auditor) ? stored with { State = NamelessBridge.Of(stored.State) } : stored;
        var at = await ContextFor(actor, EntrustmentGuide.Reads(e), http.RequestAborted);
        return new EntrustmentShown(
            id, version, e.Number, e.Stage, e.CommissionId, e.OrganizationId, e.ArbitrationNumber, Parties(e.Dispute, actor.Commission == e.CommissionId), e.Dispute.DisputeType, e.Dispute.Claims, e.Dispute.Facts, e.ProposedOn,
            [.. e.Dispute.Parties.Where(p => e.Consents.ContainsKey(p.Id)).Select(p => new ConsentShown(p.Id, e.Consents[p.Id]))], e.ConsentedOn, e.EntrustedOn, e.Due, e.CaseId, e.AcceptedOn, e.DeclineReason, e.Result, e.EndedOn, e.ReturnedOn, e.ReturnedLate,
            e.UndisputedFacts, e.Extract is { } extract ? Shown(extract, actor.Commission == e.CommissionId) : null, e.Disposition, [.. EntrustmentClocks.Of(e, at.Calendar, at.Rules).Select(c => c.On(at.Today, at.Rules.Settings.AmberDays.Value))],
            Allowed(EntrustmentGuide.Allowed(e, at, command => MayGive(actor, command, e.CommissionId, e.OrganizationId)), Api.Language.InEnglish(http)), e.LateEntries);
    }

    public async Task<RecommendationShown> Of(HttpContext http, Stored<Recommendation> stored)
    {
        var actor = http.Actor();
        var (id, version, r) = actor.Is(Role.Auditor) ? stored with { State = NamelessBridge.Of(stored.State) } : stored;
        var at = await ContextFor(actor, [], http.RequestAborted);
        return new RecommendationShown(
            id, version, r.Number, r.Stage, r.CommissionId, r.OrganizationId, r.ArbitrationNumber, r.ReceivedOn, Parties(r.Dispute, actor.Commission == r.CommissionId), r.Dispute.DisputeType, r.Dispute.Claims, r.Dispute.Facts, r.Organizations, r.IssuedOn, r.DeliveredOn, r.ReplyDue,
            r.AgreedOn, r.ElapsedWorkingDays, r.PauseDue, r.ResumedOn, r.ResumeReason, r.SettledOn, r.CaseId, [.. RecommendationClocks.Of(r, at.Calendar, at.Rules).Select(c => c.On(at.Today, at.Rules.Settings.AmberDays.Value))],
            Allowed(RecommendationGuide.Allowed(r, at, command => MayGive(actor, command, r.CommissionId, null)), Api.Language.InEnglish(http)), r.LateEntries);
    }

    /// <summary>The context in which today's possibilities are asked.</summary>
    public async Task<Context> ContextFor(Actor actor, IEnumerable<StreamRef> reads, CancellationToken cancel)
    {
        var others = new Dictionary<StreamRef, object>();
        foreach (var other in reads.Distinct())
            others[other] = other.Type == Commission.Stream ? (await aggregates.Find<Commission>(other.Id, cancel: cancel))?.State ?? Commission.Empty
                : other.Type == Organization.Stream ? (await aggregates.Find<Organization>(other.Id, cancel: cancel))?.State ?? Organization.Empty
                : (await aggregates.Find<MediationCase>(other.Id, cancel: cancel))?.State ?? MediationCase.Empty;
        return new(store.Clock.GetUtcNow(), actor, store.Calendar, store.Rules) { Others = others };
    }

    /// <summary>By the role, and by the house that the record belongs to.</summary>
    private static bool MayGive(Actor actor, Type command, CommissionId commission, OrganizationId? organization) =>
        Policy.May(actor, command) && (actor.Commission == commission || (organization is { } house && actor.Organization == house));

    private static IReadOnlyList<AllowedShown> Allowed(IReadOnlyList<AllowedCommand> commands, bool english) =>
        [.. commands.Select(c => new AllowedShown(c.Command, c.Ok, [.. c.Missing.Select(m => CaseView.Said(m.Chinese, m.English, english))]))];

    /// <summary>What whoever decides must see: an agreement that no letter can come of any more, a late filing, and a commission that the setting would not have proposed.</summary>
    private static IEnumerable<Text> Warnings(Review r, Context at)
    {
        if (ReviewGuide.Gone(r, at) is { } gone) yield return new(gone.Chinese, gone.English);
        if (r is { FiledLate: true, Stage: ReviewStage.Filed } && !r.Joined.Exists(j => j.MoreTime is not null))
            yield return new($"共同申请于{r.FiledOn:yyyy-MM-dd}提出，超过申请期限（{r.FilingDue:yyyy-MM-dd}），应以第三项不予受理。", $"Filed on {r.FiledOn:yyyy-MM-dd}, after the last day ({r.FilingDue:yyyy-MM-dd}): decline it on ground 3.");
        if (r is { Stage: ReviewStage.Filed, PostedInTimeOn: not null })
            foreach (var join in r.Joined.Where(j => j.PostedOn is not null && ChinaTime.DayOf(j.At) > r.FilingDue))
                yield return new($"{r.Extract.NameOf(join.PartyId)}的申请于{join.PostedOn:yyyy-MM-dd}交邮（{join.PostingProof}），{ChinaTime.DayOf(join.At):yyyy-MM-dd}收到；期限至{r.FilingDue:yyyy-MM-dd}，在期满前交邮，不算逾期（民事诉讼法第八十五条）。请核对邮戳。", $"Posted on {join.PostedOn:yyyy-MM-dd} and received on {ChinaTime.DayOf(join.At):yyyy-MM-dd}; the last day is {r.FilingDue:yyyy-MM-dd}: in time by posting. Check the postmark.");
        if (r.Stage is ReviewStage.Filed)
            foreach (var (join, asked) in r.Joined.Where(j => j.MoreTime is not null).Select(j => (j, j.MoreTime!)))
                yield return new(
                    $"共同申请于{r.FiledOn:yyyy-MM-dd}提出，超过申请期限（{r.FilingDue:yyyy-MM-dd}）。{r.Extract.NameOf(join.PartyId)}申请顺延期限：{asked.Cause.ToString().TrimEnd('。')}。障碍于{asked.ObstacleEndedOn:yyyy-MM-dd}消除，顺延申请至迟于{asked.Due:yyyy-MM-dd}提出{(asked.Provisional ? "（暂算）" : "")}，实际于{asked.RequestedOn:yyyy-MM-dd}提出，{(asked.Late ? "已经逾期" : "在期限内")}。是否准许由仲裁委员会决定：准许的，写明理由后受理；不准许的，以第三项不予受理（民事诉讼法第八十六条）。",
                    $"Filed on {r.FiledOn:yyyy-MM-dd}, after the last day ({r.FilingDue:yyyy-MM-dd}). More time was asked for on {asked.RequestedOn:yyyy-MM-dd}, {(asked.Late ? "too late" : "in time")}: the obstacle ended on {asked.ObstacleEndedOn:yyyy-MM-dd}, and it may be asked for until {asked.Due:yyyy-MM-dd}. Accept with the reason, or decline on ground 3.");
        if (r is { Competence.Ground: null, Stage: ReviewStage.Applied or ReviewStage.Filed }) yield return new(r.Competence.Text + "。", "A commission was chosen that the province's setting does not propose; check its competence.");
    }

    private static IReadOnlyList<Party> Parties(HandedDispute dispute, bool serves) =>
        [.. dispute.Parties.Select(p => serves ? CaseView.Masked(p) with { Phone = p.Phone, Address = p.Address, ServiceAddress = p.ServiceAddress } : CaseView.Masked(p))];

    private static ExtractShown Shown(CaseExtract c, bool serves)
    {
        return new(
            c.CaseId, c.Number, c.OrganizationId, c.DisputeType, c.WorkersInvolved, [.. c.Parties.Select(p => Masked(p, serves))], c.Claims, c.UndisputedFacts, c.Evidence,
            c.Agreement is { } a ? new(a.No, a.EffectiveOn, Terms(a.Terms, c), a.TotalAmount, a.Signers, a.TermsHash) : null, c.Mediators);
    }

    private static IReadOnlyList<TermShown> Terms(IReadOnlyList<Term> terms, CaseExtract c) =>
        [.. terms.Select((t, i) => new TermShown(t.No, t.Kind, t.PayerId, t.PayeeId, t.Amount, t.Instalments, t.DueOn, t.Manner, Mask.BankAccount(t.BankAccount), t.Text, t.ClaimType, Sentence(c.Agreement!.Sentences[i], t)))];

    /// <summary>The agreement's sentences as everybody reads them: with the account masked. In full it stands in the letter alone, and reading that is logged.</summary>
    public static IEnumerable<string> Sentences(CaseExtract c) => c.Agreement!.Terms.Select((t, i) => Sentence(c.Agreement.Sentences[i], t));

    private static string Sentence(Personal sentence, Term term) => term.BankAccount.IsEmpty ? sentence.Value ?? "" : (sentence.Value ?? "").Replace(term.BankAccount.Value!, Mask.BankAccount(term.BankAccount), StringComparison.Ordinal);

    private static ExtractParty Masked(ExtractParty p, bool serves) => p with
    {
        IdNumber = Mask.IdNumber(p.IdNumber),
        Phone = serves ? p.Phone : Mask.Phone(p.Phone),
        ServiceAddress = serves ? p.ServiceAddress : Mask.Address(p.ServiceAddress),
        Agents = [.. p.Agents.Select(a => a with { IdNumber = Mask.IdNumber(a.IdNumber), Phone = serves ? a.Phone : Mask.Phone(a.Phone) })],
    };
}
