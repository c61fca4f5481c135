using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Entrustments;

/// <summary>The organization does not take the dispute, and says why; the commission may ask another.</summary>
public sealed record DeclineEntrustment(Personal Reason) : IEntrustmentCommand<DeclineEntrustment>
{
    public static string Name => "decline";

    public static IEnumerable<Refusal> Missing(Entrustment state, Context at) => state.At(EntrustmentStage.Entrusted);

    public Decision Decide(Entrustment state, Context at)
    {
        if (state.Stage is EntrustmentStage.Declined) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        var problems = new Problems();
        problems.RequireText("reason", Reason, TextRules.Longest.Reason, "请写明不接受委托的理由。", "Say why the dispute is not taken.");
        return problems.ToRefusal() is { } invalid ? invalid : new EntrustmentDeclined(Reason, at.Today);
    }
}
