using System.Text.Json;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Tests.Rulebook;

public class The_clock_laid_open
{
    [Fact]
    public void reads_as_the_contract_shows_it()
    {
        var shown = JsonSerializer.Serialize(Explained("MED15R", "2025-05-23") with { Steps = [] }, Wire.Json);

        Assert.Equal(
            """
            {"rule":"MED15R","name":"调解期限(自收到申请)","basis":"调解仲裁法第十四条第三款","count":15,"unit":"natural","from":"2025-05-23",
            "raw":"2025-06-07","due":"2025-06-09","rolled":true,"provisional":false,"calendarVersions":{"2025":1},"steps":[]}
            """.ReplaceLineEndings(""), shown);
    }

    [Fact]
    public void shows_every_day_from_the_next_to_the_due_day() =>
        Assert.Equal(
            """
            [{"on":"2025-05-24","day":1,"note":"次日起算"},{"on":"2025-05-25","day":2,"note":"周日"},{"on":"2025-05-26","day":3},{"on":"2025-05-27","day":4},
            {"on":"2025-05-28","day":5},{"on":"2025-05-29","day":6},{"on":"2025-05-30","day":7},{"on":"2025-05-31","day":8,"note":"端午节放假"},
            {"on":"2025-06-01","day":9,"note":"端午节放假"},{"on":"2025-06-02","day":10,"note":"端午节放假"},{"on":"2025-06-03","day":11},{"on":"2025-06-04","day":12},
            {"on":"2025-06-05","day":13},{"on":"2025-06-06","day":14},{"on":"2025-06-07","day":15,"note":"周六,顺延"},{"on":"2025-06-08","note":"周日,顺延"},
            {"on":"2025-06-09","note":"期间届满日"}]
            """.ReplaceLineEndings(""),
            JsonSerializer.Serialize(Explained("MED15R", "2025-05-23").Steps, Wire.Json));

    private static DeadlineExplanation Explained(string rule, string from, int extend = 0, int? days = null)
    {
        var (explanation, refusal) = RuleSet.BuiltIn.Explain(rule, DateOnly.Parse(from), WorkCalendar.BuiltIn, extend, days);
        Assert.Null(refusal);
        return explanation!;
    }
}
