using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>More time, agreed by all parties on or before the current last day (O17 §29). What was signed in time may be entered after it, with the signed paper as its proof.</summary>
/// <param name="Days">Days of the clock's unit, on top of what was agreed before.</param>
/// <param name="FileId">The signed consent 延期同意书; needed where the entry comes after the current last day.</param>
public sealed record ExtendTerm(int Days, IReadOnlyList<ExtensionSignature>? Signatures, FileId? FileId = null, Personal LateEntryReason = default) : ICaseCommand<ExtendTerm>
{
    public static string Name => "extend";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        foreach (var refusal in state.Between(at, CaseStage.Accepted, CaseStage.AgreementDrafted)) yield return refusal;
        if (state.IsOpen && CaseClocks.Closing(state, at.Calendar, at.Rules) is var clock && at.Rules.Limit(clock.Rule, clock.From) is { Extendable: false } limit) yield return CaseRefusals.NotExtendable(limit.Basis);
        foreach (var refusal in state.NotDecidedElsewhere()) yield return refusal;
    }

    public Decision Decide(MediationCase state, Context at)
    {
        var signatures = (Signatures ?? []).DistinctBy(s => s.PartyId).ToArray();
        if (state.Extensions.Exists(e => e.Days == Days && e.Signatures.SequenceEqual(signatures))) return Decision.Nothing;

        var problems = new Problems();
        if (Days < 1) problems.Add("days", "延长的天数至少为1。", "Extend by one day at least.");
        if (signatures.Length == 0) problems.Add("signatures", "请登记各方的签字日期。", "Give the days on which the parties signed.");
        EnteredLate? late = null;
        foreach (var (s, i) in signatures.Select((s, i) => (s, i)))
        {
            if (!state.IsPartyOrMember(s.PartyId)) problems.RequireParty(state, $"signatures[{i}].partyId", s.PartyId);
            var mark = at.CheckDay(problems, this, $"signatures[{i}].signedOn", s.SignedOn, state.AcceptedOn, LateEntryReason);
            // The entry is late from the last signature on: only then was there an extension.
            if (s.SignedOn == signatures.Max(x => x.SignedOn)) late = mark;
        }
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var current = CaseClocks.Closing(state, at.Calendar, at.Rules);
        if (!current.Provisional && signatures.Any(s => s.SignedOn > current.Due)) return CaseRefusals.ExtensionAfterDue(current.Due);
        var lacking = state.WhoSigns().Where(id => signatures.All(s => s.PartyId != id)).ToArray();
        if (lacking.Length > 0) return CaseRefusals.ExtensionNeedsAll(lacking.Select(state.NameOf));
        // Once the term has run out, only the paper itself shows that it was signed in time.
        if (!current.Provisional && at.Today > current.Due && FileId is null) return CaseRefusals.ExtensionUnproven(current.Due);
        if (at.Rules.Limit(current.Rule, current.From).Extension!.Max is { } max && state.ExtendedDays + (long)Days > max || state.ExtendedDays + (long)Days > Rulebook.RuleSet.LongestExplained / 2)
            return CaseRefusals.ExtensionTooLong(at.Rules.Limit(current.Rule, current.From).Extension!.Max ?? Rulebook.RuleSet.LongestExplained / 2);

        var due = at.Rules.Clock(current.Rule, current.From, at.Calendar, state.ExtendedDays + Days);
        return Decision.Of(new TermExtended(new TermExtension(Days, signatures, due.Due, FileId), due.RulebookVersion), late);
    }
}
