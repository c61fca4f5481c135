using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>An application made by word of mouth, recorded on the spot 口头申请笔录 (LMA 12; O17 §21: basic facts, dispute items, reasons and time).</summary>
/// <param name="RecordedAt">When it was taken down.</param>
/// <param name="Answers">What was asked and what the applicant said, in order.</param>
/// <param name="Recorder">Who wrote it down 记录人.</param>
/// <param name="ReadBack">It was read to the applicant, or given to read, and found right.</param>
/// <param name="SignatureFileId">The applicant's signature drawn on the screen; left out where the whole signed record is there as a scan.</param>
public sealed record OralRecord(DateTimeOffset RecordedAt, IReadOnlyList<OralAnswer> Answers, Personal Recorder, bool ReadBack, FileId? SignatureFileId = null, Personal Place = default);

/// <summary>One question of the record and its answer.</summary>
public sealed record OralAnswer(Personal Question, Personal Answer);

internal static class OralRecordChecks
{
    private const int MostAnswers = 50;

    /// <summary>A record that is given is whole: time, recorder, answers, read back, signed here or on a scan.</summary>
    /// <param name="scanned">The signed record is there as a file of its own.</param>
    public static void CheckOralRecord(this Problems problems, Context at, OralRecord? oral, bool scanned)
    {
        if (oral is null) return;
        if (oral.RecordedAt == default) problems.Add("oral.recordedAt", "请填写记录时间。", "Say when it was recorded.");
        else if (oral.RecordedAt > at.Now) problems.Add("oral.recordedAt", "记录时间不得晚于当前时间。", "The time of recording must not lie in the future.");
        problems.RequireText("oral.recorder", oral.Recorder, TextRules.Longest.Name, "请填写记录人。", "Name the recorder.");
        problems.CheckText("oral.place", oral.Place, TextRules.Longest.Address);
        if (oral.Answers is not { Count: > 0 }) problems.Add("oral.answers", "请记录申请人的陈述。", "Record what the applicant said.");
        else if (oral.Answers.Count > MostAnswers) problems.Add("oral.answers", $"问答不超过{MostAnswers}条,请合并后记录。", $"At most {MostAnswers} answers: put some together.");
        foreach (var (answer, i) in (oral.Answers ?? []).Select((a, i) => (a ?? new OralAnswer(default, default), i)))
        {
            problems.RequireText($"oral.answers[{i}].question", answer.Question, TextRules.Longest.Reason, "请填写所问的问题。", "Write the question.");
            problems.RequireText($"oral.answers[{i}].answer", answer.Answer, TextRules.Longest.Statement, "请记录申请人的回答。", "Write the answer.");
        }
        if (!oral.ReadBack) problems.Add("oral.readBack", "请向申请人宣读笔录或者交其阅读,确认无误后再登记。", "Read the record to the applicant, who confirms it, before registering.");
        if (oral.SignatureFileId is null && !scanned)
            problems.Add("oral.signatureFileId", "请申请人在屏幕上签名,或者上传已签名笔录的扫描件。", "Have the applicant sign on the screen, or add a scan of the signed record.");
    }
}
