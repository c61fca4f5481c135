using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Commissions;

/// <summary>Let the head of the institute approve extensions and refusals in the director's place for a time (R33 §77).</summary>
/// <param name="UserName">An account with the director's role in this commission.</param>
/// <param name="Until">The last day.</param>
public sealed record DelegateApproval(string UserName, Personal Name, DateOnly From, DateOnly Until) : ICommand<Commission>
{
    private const int MostYears = 5;

    public Decision Decide(Commission state, Context at)
    {
        var delegation = new Delegation(UserName?.Trim() ?? "", Name, From, Until);
        if (state.Delegations.Contains(delegation)) return Decision.Nothing;
        if (!state.Exists) return CommissionRefusals.Unknown;
        // Who was delegated does not pass it on.
        if (!state.IsDirectedBy(at.Actor)) return CommissionRefusals.NotTheDirector;

        var problems = new Problems();
        problems.RequireText("userName", UserName, 32, "请填写受委托人的用户名。", "Enter the user name of who is delegated.");
        problems.RequireText("name", Name, TextRules.Longest.Name, "请填写受委托人的姓名。", "Enter the name of who is delegated.");
        if (From == default) problems.Add("from", "请填写委托起始日。", "Enter the first day.");
        if (Until < From || Until > From.AddYears(MostYears)) problems.Add("until", $"委托截止日应在起始日之后、{MostYears}年之内。", $"The last day lies after the first and within {MostYears} years.");
        if (problems.ToRefusal() is { } invalid) return invalid;
        // A delegation that reaches back would cover approvals given without one.
        if (From < at.Today) return CommissionRefusals.DelegationBackdated;
        if (at.Actor.UserName == delegation.UserName) return CommissionRefusals.DelegatesToSelf;
        return new ApprovalDelegated(delegation);
    }
}
