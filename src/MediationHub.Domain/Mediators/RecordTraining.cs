using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Mediators;

/// <summary>Record training hours 培训学时.</summary>
/// <param name="On">The last day of the training.</param>
/// <param name="Hours">In steps of half an hour.</param>
public sealed record RecordTraining(DateOnly On, decimal Hours, string Topic, Personal LateEntryReason = default) : ICommand<Mediator>
{
    private const int MostHours = 200;

    public Decision Decide(Mediator state, Context at)
    {
        Training training = new(On, Hours, TextRules.Clean(Topic));
        if (state.Trainings.Contains(training)) return Decision.Nothing;
        if (state.DismissedOn is not null) return MediatorRefusals.Dismissed;

        var problems = new Problems();
        var late = at.CheckDay(problems, this, "on", On, state.Profile.BornOn, LateEntryReason);
        if (Hours is <= 0 or > MostHours || Hours * 2 % 1 != 0)
            problems.Add("hours", $"培训学时应大于0、不超过{MostHours}，以0.5学时为单位。", $"The hours are more than 0 and at most {MostHours}, in steps of 0.5.");
        problems.RequireText("topic", training.Topic, TextRules.Longest.Title, "请填写培训内容。", "Enter what the training was about.");

        return problems.ToRefusal() is { } invalid ? invalid : Decision.Of(new TrainingRecorded(training), late);
    }
}
