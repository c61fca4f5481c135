using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Tests.Kernel;
using static MediationHub.Domain.Tests.Organizations.AnOrganization;

namespace MediationHub.Domain.Tests.Organizations;

public class The_rooms_of_an_organization
{
    private static Story<Organization> Active => Story<Organization>.Given(That(OrganizationStatus.Active)).On("2026-03-10");

    [Fact]
    public void are_listed_in_their_order_and_blank_lines_left_out() => Active
        .When(new ListRooms(["第一调解室", " ", "第二调解室 "])).ThenState(s => s.Rooms.SequenceEqual(["第一调解室", "第二调解室"]));

    [Fact]
    public void are_found_by_their_name_with_or_without_the_organization_before_it() => Active
        .When(new ListRooms(["第一调解室"]))
        .ThenState(s => s.RoomOf("第一 调解室") == "第一调解室" && s.RoomOf(Complete.Name + "第一调解室") == "第一调解室" && s.RoomOf("用人单位会议室") is null);

    [Fact]
    public void that_nobody_listed_are_the_places_themselves() => Active.ThenState(s => s.RoomOf(" 三楼会议室") == "三楼会议室" && s.RoomOf("") is null);

    [Fact]
    public void are_not_listed_twice() => Active.When(new ListRooms(["第一调解室", "第一 调解室"])).ThenInvalid("rooms[1]");

    [Fact]
    public void are_not_listed_for_one_that_has_ended() => Story<Organization>.Given(That(OrganizationStatus.Deregistered)).On("2026-03-10")
        .When(new ListRooms(["第一调解室"])).ThenRefused("organization-not-standing");
}
