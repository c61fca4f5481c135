using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>Take an honor back 撤销: for fraud, a major incident, or because the organization has closed.</summary>
public sealed record RevokeHonor(NominationId NominationId, RevocationGround Ground, Personal Reason, string Document, DateOnly On, Personal LateEntryReason = default) : ICampaignCommand<RevokeHonor>
{
    public static string Name => "revoke";

    public static IEnumerable<Refusal> Missing(Campaign state, Context at) => state.At(CampaignStage.Decided, CampaignStage.RecommendedToNational, CampaignStage.Tracking, CampaignStage.Ended);

    public Decision Decide(Campaign state, Context at)
    {
        if (state.IsRevoked(NominationId)) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var problems = new Problems();
        problems.RequireText("reason", Reason, TextRules.Longest.Reason, "请填写撤销的事实和理由。", "Say why the honor is taken back.");
        problems.RequireText("document", Document, TextRules.Longest.Title, "请填写撤销决定的文号。", "Give the number of the decision.");
        var late = at.CheckDay(problems, this, "on", On, state.Decision!.On, LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        return state.Decision.Chosen.Contains(NominationId) ? Decision.Of(new CampaignHonorRevoked(new(NominationId, Ground, Reason, TextRules.Clean(Document), On)), late) : CampaignRefusals.NothingToRevoke;
    }
}
