using System.Text.Json.Serialization;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Reviews;

/// <summary>
/// One side applies for the review of the agreement in force, by the mediator or head on its behalf (R33 §74).
/// It is filed only once all who signed the agreement have joined.
/// </summary>
/// <param name="Id">Given by the caller.</param>
/// <param name="CommissionId">Left out: the competent one by the province's setting.</param>
/// <param name="AtCounter">Handed in at the counter: in time until it closes, otherwise until midnight (CC 203).</param>
/// <param name="PostedOn">The day of the postmark, where it came by post (CPL 85).</param>
/// <param name="Obstacle">With an application that comes late: what kept the party from acting, to ask for more time (CPL 86).</param>
/// <param name="PlaceOfPerformance">The region where the contract is performed, where it is known.</param>
public sealed record ApplyForReview(
    ReviewId Id, CaseId CaseId, PartyId PartyId, DateTimeOffset AppliedAt, CommissionId? CommissionId = null, string? PlaceOfPerformance = null,
    IReadOnlyList<FileId>? Proof = null, Personal LateEntryReason = default, bool AtCounter = false,
    DateOnly? PostedOn = null, Personal PostingProof = default, Personal Obstacle = default, DateOnly? ObstacleEndedOn = null) : ICommand<Review>
{
    /// <summary>The commissions there are, and where the organization sits; the pipeline fills both in.</summary>
    [JsonIgnore] public IReadOnlyList<CommissionSeat> Commissions { get; init; } = [];

    [JsonIgnore] public string? OrganizationUnit { get; init; }

    public IEnumerable<StreamRef> Reads(Review state) => CaseId.Value is null ? [] : [StreamRef.To<MediationCase>(CaseId.Value)];

    public Decision Decide(Review state, Context at)
    {
        if (state.Exists) return Decision.Nothing;

        var problems = new Problems();
        var c = CaseId.Value is null ? null : at.Find<MediationCase>(CaseId.Value);
        if (c is null || !(at.Actor.Is(Role.System) || (c.OrganizationId == at.Actor.Organization && Policy.Sees(at.Actor, c, null))))
            return Refusal.Invalid("caseId", "没有这个案件，或者它不在您的权限范围内，请核对编号。", "There is no such case in your scope; check its id.");
        if (c.Destroyed) return CaseRefusals.Destroyed;
        if (c.InForce is not { } agreement) return c.InForce().First();
        if (!c.IsReviewable(at.Rules)) return ReviewRefusals.NotReviewable;
        if (agreement.Status is AgreementStatus.Confirmed) return ReviewRefusals.ConfirmedAlready;
        if (agreement.Status is AgreementStatus.InReview) return ReviewRefusals.UnderReviewAlready;
        if (agreement.Ruling is not null) return ReviewRefusals.CourtConfirmed;
        if (c.Supplement is not null) return ReviewRefusals.SupplementPending;

        if (!agreement.Signers.Contains(PartyId)) problems.Add("partyId", "该人不是在协议上签名的当事人，请核对。", "This is not one of those who signed the agreement; check the id.");
        var late = at.CheckInstant(problems, this, "appliedAt", AppliedAt, agreement.EffectiveAt, LateEntryReason);
        var proposed = Competence.Propose(c, PlaceOfPerformance, OrganizationUnit, Commissions, at.Rules);
        var seat = CommissionId is { Value: not null } chosen ? Commissions.FirstOrDefault(s => s.Id == chosen) : proposed?.Seat;
        if (seat is null) problems.Add("commissionId", CommissionId is null ? "未能确定有管辖权的仲裁委员会，请选择。" : "没有这个仲裁委员会，请核对。", CommissionId is null ? "No competent commission could be found: choose one." : "There is no such commission; check its id.");
        if (PlaceOfPerformance is not null && Rulebook.Regions.BuiltIn.Find(PlaceOfPerformance) is null) problems.Add("placeOfPerformance", "区划代码不存在，请从区划列表中选择。", "There is no such region; choose one from the list.");
        var clock = at.Rules.Clock("RVW15", agreement.EffectiveOn!.Value, at.Calendar);
        var handedIn = new HandedIn(AppliedAt, AtCounter, PostedOn, PostingProof, Obstacle, ObstacleEndedOn);
        handedIn.Check(problems, agreement.EffectiveOn.Value, clock.Due, clock.Provisional, at);
        if (problems.ToRefusal() is { } invalid) return invalid;

        var application = handedIn.Join(PartyId, Proof, at);
        var applied = new ReviewApplied(Id, seat!.Id, Competence.ReasonFor(seat, proposed), CaseExtract.Of(c), application, clock.Due, clock.Provisional, clock.RulebookVersion,
            c.FirstEffectiveOn, c.Reviews.Exists(r => r.Unsigned || r.Status is AgreementStatus.Returned));
        return Decision.Of(applied, agreement.Signers.All(s => s == PartyId) ? JoinReview.Filing([application], clock.Due, clock.Provisional, at) : null, late);
    }
}
