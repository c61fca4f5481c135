using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Entrustments;

/// <summary>
/// The arbitration that an entrustment or a recommendation is about, as the commit compares it: however the number is written, one dispute is mediated once at a time (R33 §§69, 70).
/// Each kind of record has a value of its own, since an application gets one recommendation and one entrustment for good, and both share one while they are under way.
/// </summary>
public static class HandedArbitration
{
    public const string Entrusted = "entrusted-arbitration";
    public const string Recommended = "recommended-arbitration";

    /// <summary>Held by whichever of the two is under way.</summary>
    public const string InMediation = "arbitration-in-mediation";

    /// <summary>The commission and its number without blanks and forms of writing.</summary>
    public static string Of(CommissionId commission, string? arbitrationNumber) => $"{commission}|{TextRules.Code(arbitrationNumber)}";
}
