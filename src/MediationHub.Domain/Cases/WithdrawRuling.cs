using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Strike out a recorded ruling: it was entered by mistake, or another ruling set it aside. The entry itself stays in the record.</summary>
public sealed record WithdrawRuling(Personal Reason) : ICaseCommand<WithdrawRuling>
{
    public static string Name => "withdraw-ruling";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        if (!state.Exists) yield return CaseRefusals.Unknown;
        else if (state.Agreement?.Ruling is null) yield return CaseRefusals.NoRuling;
    }

    public Decision Decide(MediationCase state, Context at)
    {
        var problems = new Problems();
        problems.RequireReason(Reason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        return Missing(state, at).FirstOrDefault() is { } no ? no : new RulingWithdrawn(state.Agreement!.No, Reason, at.Today);
    }
}
