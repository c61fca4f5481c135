using System.Net;
using MediationHub.Web.Tests.Api;

namespace MediationHub.Web.Tests.Bridge;

public class Accounts_of_a_commission(RunningHub hub) : IClassFixture<RunningHub>
{
    [Theory]
    [InlineData("clerk-a", "clerk", "nowhere", null, "commissionId")]
    [InlineData("arb-a", "arbitrator", "commission-1", "nobody", "arbitratorId")]
    [InlineData("arb-b", "arbitrator", "commission-1", null, "arbitratorId")]
    public async Task Are_bound_to_a_commission_and_an_arbitrator_of_the_register(string userName, string role, string commission, string? arbitrator, string field)
    {
        using var admin = await hub.Client("admin");
        var (status, answer, _) = await admin.Post("/api/v1/users", new { userName, displayName = "周立安", roles = new[] { role }, commissionId = commission, arbitratorId = arbitrator });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal([field], answer["errors"]!.AsObject().Select(e => e.Key));
    }

    [Fact]
    public async Task Are_made_for_those_who_are_there()
    {
        using var admin = await hub.Client("admin");
        var (status, answer, _) = await admin.Post("/api/v1/users", new { userName = "arb-c", displayName = "韩明谦", roles = new[] { "arbitrator" }, commissionId = "commission-1", arbitratorId = "arb-1" });
        Assert.True(status is HttpStatusCode.Created, answer.ToJsonString());
    }

    /// <summary>The form took an id that no page shows: whoever set up a new installation could give nobody of a commission an account.</summary>
    [Fact]
    public async Task Are_chosen_from_the_register_on_the_page()
    {
        using var admin = await hub.Client("admin");
        Assert.Contains("<option value=\"commission-1\"", await admin.GetStringAsync("/accounts/new"));
        var listed = await admin.GetStringAsync("/accounts/new?commissionId=commission-1");
        Assert.Contains("<option value=\"commission-1\" selected", listed);
        Assert.Contains("<option value=\"arb-1\"", listed);
    }
}
