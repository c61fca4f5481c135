using System.Net;
using MediationHub.Web.Tests.Bridge;

namespace MediationHub.Web.Tests.Api;

/// <summary>Who did what stands under the account's name: two accounts in use of one person would leave it open.</summary>
public class Accounts_of_mediators(RunningHub hub) : IClassFixture<RunningHub>
{
    private static object Body(string userName, string mediator) => new { userName, displayName = "王调解", roles = new[] { "mediator" }, organizationId = RunningHub.Organization, mediatorId = mediator };

    [Fact]
    public async Task Are_one_in_use_for_an_organization()
    {
        using var admin = await hub.Client("admin");
        var (status, answer, _) = await admin.Post("/api/v1/users", Body("med-again", RunningHub.Mediator));
        Assert.Equal((HttpStatusCode.Conflict, "mediator-has-account"), (status, answer.Word("code")));
        Assert.Contains("“mediator”", answer.Word("detail"));
    }

    [Fact]
    public async Task Follow_each_other_and_do_not_come_back_beside_each_other()
    {
        using var admin = await hub.Client("admin");
        const string first = "/api/v1/users/mediator2";
        Assert.Equal(HttpStatusCode.OK, (await admin.Post($"{first}/lock", new { }, Version(await admin.Get(first)))).Status);
        var made = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => admin.Post("/api/v1/users", Body($"med-next{n}", RunningHub.SecondMediator))));   // at the same moment
        Assert.Single(made, m => m.Status is HttpStatusCode.Created);
        Assert.Equal(5, made.Count(m => m.Status is HttpStatusCode.Conflict && m.Body.Word("code") == "mediator-has-account"));

        var (status, answer, _) = await admin.Post($"{first}/unlock", new { }, Version(await admin.Get(first)));
        Assert.Equal((HttpStatusCode.Conflict, "mediator-has-account"), (status, answer.Word("code")));
        Assert.True((await admin.Get(first))["locked"]!.GetValue<bool>());

        var next = $"/api/v1/users/{made.Single(m => m.Status is HttpStatusCode.Created).Body.Word("userName")}";
        for (var n = 0; n < 8; n++)
        {
            await Task.WhenAll(new[] { first, next }.Select(async user => await admin.Post($"{user}/lock", new { }, Version(await admin.Get(user)))));
            var back = await Task.WhenAll(new[] { first, next }.Select(async user => await admin.Post($"{user}/unlock", new { }, Version(await admin.Get(user)))));
            Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], back.Select(b => b.Status).Order());
        }
    }

    [Fact]
    public async Task Are_one_in_use_when_two_accounts_get_the_role_at_the_same_moment()
    {
        using var admin = await hub.Client("admin");
        string[] desk = ["desk-a", "desk-b"];
        foreach (var userName in desk) Assert.Equal(HttpStatusCode.Created, (await admin.Post("/api/v1/users", new { userName, displayName = "钱调解", roles = new[] { "head" }, organizationId = RunningHub.OtherOrganization })).Status);
        for (var n = 0; n < 8; n++)
        {
            var given = await Task.WhenAll(desk.Select(user => SetRoles(user, "mediator", "med-3")));
            Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], given.Order());
            Assert.All(await Task.WhenAll(desk.Select(user => SetRoles(user, "head", null))), status => Assert.Equal(HttpStatusCode.OK, status));
        }

        async Task<HttpStatusCode> SetRoles(string user, string role, string? mediatorId) =>
            (await admin.Post($"/api/v1/users/{user}/set-roles", new { roles = new[] { role }, organizationId = RunningHub.OtherOrganization, mediatorId }, Version(await admin.Get($"/api/v1/users/{user}")))).Status;
    }

    private static int Version(System.Text.Json.Nodes.JsonObject user) => user["version"]!.GetValue<int>();
}
