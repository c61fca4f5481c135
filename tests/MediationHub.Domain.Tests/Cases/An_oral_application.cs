using MediationHub.Domain.Cases;
using static MediationHub.Domain.Tests.Cases.CaseStories;

namespace MediationHub.Domain.Tests.Cases;

/// <summary>LMA 12, O17 §21: an application by word of mouth is recorded on the spot: basic facts, dispute items, reasons, time.</summary>
public class An_oral_application
{
    private static readonly OralRecord Record = new(At("2026-06-08 09:00"), [new("发生了什么争议?", "公司欠我两个月工资。")], "王某", ReadBack: true, new("f9"));

    private static readonly RegisterCase Application = new(
        new("case-1"), Center, CaseSource.PartyApplication, ApplicationForm.Oral, At("2026-06-08 09:10"), [Li with { IdNumber = default }], [Company with { CreditCode = default }],
        "07.1", [new("07.1", "支付2026年4月至5月工资", 12000m)]);

    [Fact]
    public void Is_registered_with_its_signed_record() =>
        Given().On("2026-06-08").When(Application with { Oral = Record })
            .ThenState(s => s.Oral!.Answers[0].Answer == "公司欠我两个月工资。" && s.Oral.Recorder == "王某" && s.Files.Contains(new("f9")));

    [Fact]
    public void May_be_signed_on_paper_and_scanned_instead() =>
        Given().On("2026-06-08").When(Application with { Oral = Record with { SignatureFileId = null }, RecordFileId = Scan }).ThenState(s => s.RecordFileId == Scan && s.Oral!.SignatureFileId == null);

    [Fact]
    public void Is_not_registered_on_a_record_that_nobody_signed() =>
        Given().On("2026-06-08").When(Application with { Oral = Record with { SignatureFileId = null } }).ThenInvalid("oral.signatureFileId");

    [Fact]
    public void Is_read_back_before_it_stands() =>
        Given().On("2026-06-08").When(Application with { Oral = Record with { ReadBack = false } }).ThenInvalid("oral.readBack");

    [Fact]
    public void Names_its_recorder_its_time_and_what_was_said() =>
        Given().On("2026-06-08").When(Application with { Oral = Record with { Recorder = default, RecordedAt = default, Answers = [new("发生了什么?", default)] } })
            .ThenInvalid("oral.recorder", "oral.recordedAt", "oral.answers[0].answer");

    [Fact]
    public void Was_not_recorded_in_the_future() =>
        Given().On("2026-06-08 09:30").When(Application with { Oral = Record with { RecordedAt = At("2026-06-08 09:31") } }).ThenInvalid("oral.recordedAt");

    [Fact]
    public void Says_something() => Given().On("2026-06-08").When(Application with { Oral = Record with { Answers = [] } }).ThenInvalid("oral.answers");
}
