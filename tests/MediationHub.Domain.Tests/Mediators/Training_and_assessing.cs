using MediationHub.Domain.Mediators;
using MediationHub.Domain.Tests.Kernel;
using static MediationHub.Domain.Tests.Mediators.AMediator;

namespace MediationHub.Domain.Tests.Mediators;

public class Training_a_mediator
{
    [Fact]
    public void counts_hours_by_year() => Story<Mediator>
        .Given(Nominated, new TrainingRecorded(new(new(2025, 12, 31), 8, "调解技巧")), new TrainingRecorded(new(Day(3), 4, "工伤待遇"))).On("2026-03-09")
        .When(new RecordTraining(Day(9), 2.5m, " 劳动合同法 "))
        .Then(new TrainingRecorded(new(Day(9), 2.5m, "劳动合同法")))
        .ThenState(s => s.TrainingHoursIn(2026) == 6.5m && s.TrainingHoursIn(2025) == 8);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1.25)]
    [InlineData(200.5)]
    public void counts_whole_and_half_hours_up_to_200(double hours) => Story<Mediator>.Given(Nominated).On("2026-03-09")
        .When(new RecordTraining(Day(9), (decimal)hours, ""))
        .ThenInvalid("hours", "topic");

    [Fact]
    public void is_over_once_dismissed() => Story<Mediator>.Given(Nominated, Certified, Appointed, Dismissed).On("2026-03-10")
        .When(new RecordTraining(Day(10), 2, "劳动合同法"))
        .ThenRefused("mediator-dismissed");
}

public class Assessing_a_mediator
{
    private static Story<Mediator> Serving => Story<Mediator>.Given(Nominated, Certified, Appointed).On("2026-12-20");

    [Fact]
    public void records_a_grade_for_the_year() => Serving
        .When(new AssessMediator(2026, AssessmentGrade.Excellent, "群众满意度高"))
        .Then(new MediatorAssessed(2026, AssessmentGrade.Excellent, "群众满意度高", default))
        .ThenState(s => s.AssessmentOf(2026)!.Grade == AssessmentGrade.Excellent && s.AssessmentOf(2025) == null);

    [Fact]
    public void is_corrected_with_a_reason() => Serving
        .When(new AssessMediator(2026, AssessmentGrade.Excellent)).ThenHappened(typeof(MediatorAssessed))
        .When(new AssessMediator(2026, AssessmentGrade.Competent)).ThenInvalid("correctionReason")
        .When(new AssessMediator(2026, AssessmentGrade.Competent, default, "录入有误"))
        .Then(new MediatorAssessed(2026, AssessmentGrade.Competent, default, "录入有误"))
        .ThenState(s => s.Assessments.Single().Grade == AssessmentGrade.Competent);

    [Theory]
    [InlineData(2025)]
    [InlineData(2027)]
    public void covers_years_of_service_up_to_this_one(int year) => Serving
        .When(new AssessMediator(year, null))
        .ThenInvalid("year", "grade");

    [Fact]
    public void concerns_those_who_were_appointed() => Story<Mediator>.Given(Nominated, Certified).On("2026-12-20")
        .When(new AssessMediator(2026, AssessmentGrade.Competent))
        .ThenRefused("mediator-not-appointed");

    [Fact]
    public void is_over_once_dismissed() => Story<Mediator>.Given(Nominated, Certified, Appointed, Dismissed).On("2026-12-20")
        .When(new AssessMediator(2026, AssessmentGrade.Competent))
        .ThenRefused("mediator-dismissed");
}
