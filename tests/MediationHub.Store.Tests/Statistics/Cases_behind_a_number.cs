using Dapper;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Rulebook;
using MediationHub.Store.Statistics;

namespace MediationHub.Store.Tests.Statistics;

/// <summary>A list of the cases behind a number of a breakdown.</summary>
public class Cases_behind_a_number
{
    /// <summary>A large total is kept by the values of its list: those of another period must be seen to differ before the question is put.</summary>
    [Fact]
    public void Name_their_period_among_the_values_of_the_question()
    {
        foreach (var word in CountedCases.Words)
        {
            var values = new DynamicParameters();
            new CountedCases(word, new(2026, 3, 1), new(2026, 3, 31)).Condition(values, new(WorkCalendar.BuiltIn, RuleSet.BuiltIn), new(2026, 11, 22));
            Assert.Equal((new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 31)), (values.Get<DateOnly>("countedFrom"), values.Get<DateOnly>("countedTo")));
            Assert.Equal(["countedFrom", "countedTo"], values.ParameterNames.Intersect(["countedFrom", "countedTo"]).Order());
        }
    }
}
