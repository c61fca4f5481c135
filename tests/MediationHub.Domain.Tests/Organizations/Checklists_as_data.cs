using MediationHub.Domain.Checklists;

namespace MediationHub.Domain.Tests.Organizations;

/// <summary>What is looked at is data with its source; a version that was used stays.</summary>
public class Checklists_as_data
{
    [Fact]
    public void Say_how_sure_they_are_and_where_they_come_from() => Assert.All(Checklist.All, c => Assert.True(c.Mark is "V" or "D" or "M:H" or "M:M" or "M:L" && c.Source.Length > 20));

    [Fact]
    public void Name_each_item_once() => Assert.All(Checklist.All, c => Assert.Equal(c.Items.Count, c.Items.Select(i => i.Code).Distinct().Count()));

    [Fact]
    public void Of_premises_cover_the_four_dimensions() => Assert.Equal(Enum.GetValues<Dimension>(), Checklist.Premises.Items.Select(i => i.Dimension!.Value).Distinct());

    [Fact]
    public void Of_papers_give_a_hundred_points() => Assert.Equal(100, Checklist.Papers.Items.Sum(i => i.Points));
}
