using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;

namespace MediationHub.Domain.Recommendations;

/// <summary>
/// Record the applicant's reply. With a yes acceptance pauses, keeping the working days that have run, and a case begins at the chosen organization,
/// which asks the other side. With a no nothing pauses.
/// </summary>
/// <param name="OrganizationId">The one the applicant chose; needed for a yes.</param>
public sealed record RecordReply(bool Agrees, DateOnly On, OrganizationId? OrganizationId = null, Personal LateEntryReason = default) : IRecommendationCommand<RecordReply>
{
    public static string Name => "record-reply";

    public IEnumerable<StreamRef> Reads(Recommendation state) => Agrees && OrganizationId is { Value: not null } chosen ? [StreamRef.To<Organization>(chosen.Value)] : [];

    public static IEnumerable<Refusal> Missing(Recommendation state, Context at) => state.At(RecommendationStage.Delivered);

    public Decision Decide(Recommendation state, Context at)
    {
        if (Agrees ? state.AgreedOn == On && state.OrganizationId == OrganizationId : state.DeclinedOn == On) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var problems = new Problems();
        var late = at.CheckDay(problems, this, "on", On, state.DeliveredOn, LateEntryReason);
        var organization = Agrees && OrganizationId is { Value: not null } chosen ? at.Find<Organization>(chosen.Value) : null;
        if (Agrees && (organization is null || !state.Organizations.Contains(organization.Id))) problems.Add("organizationId", "请从建议书所列的调解组织中选择。", "Choose one of the organizations that the letter offers.");
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (RecommendationClocks.Reply(state, at) is { Provisional: false } reply && On > reply.Due) return RecommendationRefusals.ReplyTooLate(reply.Due);
        if (!Agrees) return Decision.Of(new RecommendationDeclined(On), late);

        if (!organization!.ReceivesCases) return CaseRefusals.OrganizationNotReceiving;
        var pause = at.Rules.Clock("REC15", On, at.Calendar);
        var id = LinkedCase.IdFor(Recommendation.Stream, state.Id.Value);
        // The applicant agreed; the other side is asked by the organization.
        var parties = state.Dispute.Parties.Select(p => p.Side is PartySide.Applicant ? p with { Consent = new Consent(true, On, ByApplication: true) } : p).ToArray();
        return Decision.Of(new RecommendationAgreed(organization.Id, id, On, at.Calendar.WorkingDaysBetween(state.ReceivedOn, On), pause.Due, pause.Provisional, pause.RulebookVersion), late)
            .Opening(LinkedCase.Open(id, organization, CaseSource.CommissionRecommended, state.Dispute, parties, new CaseOrigin(RecommendationId: state.Id.Value), On, at));
    }
}
