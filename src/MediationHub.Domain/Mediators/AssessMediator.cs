using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Mediators;

/// <summary>Record the yearly assessment 年度考核, or correct it and say why.</summary>
/// <param name="CorrectionReason">Needed where the year was assessed already.</param>
public sealed record AssessMediator(int Year, AssessmentGrade? Grade, Personal Comment = default, Personal CorrectionReason = default) : ICommand<Mediator>
{
    public Decision Decide(Mediator state, Context at)
    {
        var before = state.AssessmentOf(Year);
        if (Grade is { } grade && before == new Assessment(Year, grade, Comment)) return Decision.Nothing;
        if (state.DismissedOn is not null) return MediatorRefusals.Dismissed;
        if (state.Appointments.Count == 0) return MediatorRefusals.NotAppointed;

        var problems = new Problems();
        var first = state.Appointments.Min(a => a.From).Year;
        if (Year < first || Year > at.Today.Year)
            problems.Add("year", $"考核年度应在首次聘任之年（{first}）至今年之间。", $"The year lies between the first appointment ({first}) and this year.");
        if (Grade is null) problems.Add("grade", "请选择考核等次。", "Choose the grade.");
        problems.Add("comment", TextRules.Check(Comment, TextRules.Longest.Reason));
        if (before is not null)
            problems.RequireText("correctionReason", CorrectionReason, TextRules.Longest.Reason, "该年度已有考核结果，请填写更正原因。", "This year was assessed already; say why it is corrected.");

        return problems.ToRefusal() is { } invalid ? invalid : new MediatorAssessed(Year, Grade!.Value, Comment, before is null ? default : CorrectionReason);
    }
}
