using MediationHub.Domain.Checklists;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Tests.Kernel;
using static MediationHub.Domain.Tests.Organizations.AnOrganization;

namespace MediationHub.Domain.Tests.Organizations;

/// <summary>实地核查 by two people at least, four dimensions; premises and equipment with photos.</summary>
public class Inspecting_the_premises
{
    private static readonly IReadOnlyList<InspectedItem> AllMet = [.. Checklist.Premises.Items.Select(i => new InspectedItem(i.Code, InspectionResult.Met))];

    private static readonly RecordInspection Visit = new(Day(10), [new("钱某", "province"), new("孙某")], AllMet, "符合要求。", [new("p1")], [])
    {
        Houses = new Dictionary<string, string> { ["province"] = "", ["head"] = "o1", ["clerk"] = "k1" },
    };

    private static Story<Organization> Active => Story<Organization>.Given(That(OrganizationStatus.Active)).On("2026-03-11");

    [Fact]
    public void Keeps_who_looked_what_was_found_and_the_photos_and_changes_no_status() =>
        Active.When(Visit).ThenHappened(typeof(PremisesInspected))
            .ThenState(o => o is { Status: OrganizationStatus.Active, Inspections: [{ Id: "i1", AwaitsRectification: false }] } && o.Files.Contains(new FileId("p1")) && o.Inspections[0].Count(Dimension.Support) == (3, 3));

    [Fact]
    public void Counts_what_is_met_in_each_dimension_and_leaves_out_what_does_not_apply()
    {
        var items = AllMet.Select(i => i.Code switch { "A1" => i with { Result = InspectionResult.Partly, Note = "门牌过小" }, "A2" => i with { Result = InspectionResult.NotApplicable }, _ => i }).ToList();
        Active.When(Visit with { Items = items }).ThenState(o => o.Inspections[0].Count(Dimension.Institution) == (3, 4) && o.Inspections[0].Count(Dimension.Profession) == (3, 3));
    }

    [Fact]
    public void Takes_two_people() => Active.When(Visit with { Inspectors = [new("钱某", "province")] }).ThenInvalid("inspectors");

    [Fact]
    public void Takes_two_different_people()
    {
        Active.When(Visit with { Inspectors = [new("钱某"), new(" 钱某 ")] }).ThenInvalid("inspectors");
        Active.When(Visit with { Inspectors = [new("钱某", "province"), new("孙某", "Province")] }).ThenInvalid("inspectors");
    }

    [Fact]
    public void Takes_nobody_of_the_organization_itself_and_no_account_that_there_is_not() =>
        Active.When(Visit with { Inspectors = [new("赵某某", "head"), new("孙某", "nobody"), new("李某", "clerk")] }).ThenInvalid("inspectors[0].userName", "inspectors[1].userName");

    [Fact]
    public void Looks_at_each_item_once()
    {
        Active.When(Visit with { Items = [.. AllMet.Skip(1)] }).ThenInvalid("items");
        Active.When(Visit with { Items = [.. AllMet, AllMet[0]] }).ThenInvalid("items");
        Active.When(Visit with { Items = [.. AllMet, new("Z9", InspectionResult.Met)] }).ThenInvalid($"items[{AllMet.Count}].code");
    }

    [Fact]
    public void Says_what_is_lacking_where_an_item_is_not_met() =>
        Active.When(Visit with { Items = [AllMet[0] with { Result = InspectionResult.NotMet }, .. AllMet.Skip(1)] }).ThenInvalid("items[0].note");

    [Fact]
    public void Takes_pictures_only() => Active.When(Visit with { NoPictures = new HashSet<FileId> { new("p1") } }).ThenInvalid("photos");

    [Fact]
    public void Gives_a_day_for_what_has_to_be_put_right()
    {
        Active.When(Visit with { Rectify = ["更换门牌"] }).ThenInvalid("rectifyBy");
        Active.When(Visit with { RectifyBy = Day(20) }).ThenInvalid("rectify");
        Active.When(Visit with { Rectify = ["更换门牌"], RectifyBy = Day(10) }).ThenInvalid("rectifyBy");
        Active.When(Visit with { Rectify = ["更换门牌"], RectifyBy = Day(20) }).ThenState(o => o.Inspections[0].AwaitsRectification);
    }

    [Fact]
    public void Is_looked_at_again_once() =>
        Active.When(Visit with { Rectify = ["更换门牌"], RectifyBy = Day(20) }).ThenHappened(typeof(PremisesInspected))
            .On("2026-03-20").When(new CloseInspection("i1", Day(20), true, "门牌已更换", [new("p2")])).ThenState(o => o.Inspections[0] is { AwaitsRectification: false, Closure.Rectified: true } && o.Files.Contains(new FileId("p2")))
            .When(new CloseInspection("i1", Day(20), false, "又坏了", [])).ThenRefused("nothing-to-rectify")
            .When(new CloseInspection("i7", Day(20), true, "情况", [])).ThenRefused("inspection-not-found");

    [Fact]
    public void Is_not_for_an_organization_that_is_not_on_file() => Story<Organization>.Given(That(OrganizationStatus.Submitted)).On("2026-03-11").When(Visit with { On = Day(11) }).ThenRefused("organization-not-standing");
}
