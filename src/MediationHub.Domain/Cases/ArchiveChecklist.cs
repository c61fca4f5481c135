using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>One thing that the file must hold before it is closed.</summary>
/// <param name="There">A paper of this kind was made, or a scan of it is in the file.</param>
public sealed record ArchivePaper(PaperKind Kind, string Name, bool There);

/// <summary>What a file must hold before it is archived, by the course and the outcome of the case (PML 27, R33 §22 by analogy).</summary>
public static class ArchiveChecklist
{
    /// <param name="scans">Scans that come with the archiving itself.</param>
    public static IReadOnlyList<ArchivePaper> Of(MediationCase state, IReadOnlyList<ArchivedScan>? scans = null)
    {
        var there = state.Papers.Select(p => p.Kind).Concat(state.Scans.Concat(scans ?? []).Select(s => s.Kind)).ToHashSet();
        // An application may have been written, or oral and recorded.
        if (there.Contains(PaperKind.OralApplicationRecord) || state.RecordFileId is not null || state.Oral is not null) there.Add(PaperKind.Application);
        return [.. Required(state).Select(r => new ArchivePaper(r.Kind, r.Name, there.Contains(r.Kind)))];
    }

    private static IEnumerable<(PaperKind Kind, string Name)> Required(MediationCase state)
    {
        var outcome = state.Outcome;
        if (outcome is Outcome.Void) yield break;
        yield return state.Source is CaseSource.PartyApplication or CaseSource.OnlinePlatform ? (PaperKind.Application, "调解申请书(口头申请笔录)") : (PaperKind.RegistrationForm, "登记表");
        if (state.AcceptedOn is not null) yield return (PaperKind.AcceptanceNotice, "受理通知书");
        if (outcome is Outcome.Agreed or Outcome.Partial or Outcome.AgreedOral or Outcome.NoAgreement) yield return (PaperKind.SessionRecord, "调解笔录");
        if (outcome is Outcome.Agreed or Outcome.Partial) yield return (PaperKind.MediationAgreement, "调解协议书");
        if (outcome is Outcome.NoAgreement or Outcome.Expired or Outcome.Stopped or Outcome.Absent or Outcome.Terminated) yield return (PaperKind.TerminationNotice, "终止调解告知书");
        if (outcome is Outcome.SettledWithdrawn or Outcome.Withdrawn) yield return (PaperKind.Withdrawal, "撤回申请书");
        if (outcome is Outcome.NotAccepted or Outcome.RespondentRefused) yield return (PaperKind.NonAcceptanceNotice, "不予受理通知书");
    }
}
