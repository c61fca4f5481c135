using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MediationHub.Domain.Access;
using MediationHub.Web.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace MediationHub.Web.Tests.Api;

/// <summary>Generated from the routes themselves: a new endpoint without a row in the policy table fails here.</summary>
public class Every_endpoint_as_every_identity(RunningHub hub) : IClassFixture<RunningHub>
{
    private static readonly (string User, Role[] Roles, bool OwnHouse)[] Identities =
    [
        ("mediator", [Role.Mediator], true), ("head", [Role.Head], true), ("otherhead", [Role.Head], false), ("clerk", [Role.Clerk], false), ("arbitrator", [Role.Arbitrator], false),
        ("director", [Role.Director], false), ("city", [Role.City], true), ("othercity", [Role.City], false), ("province", [Role.Province], true), ("auditor", [Role.Auditor], true), ("admin", [Role.Admin], false),
    ];

    private IEnumerable<RouteEndpoint> Endpoints => hub.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(e => e.RoutePattern.RawText?.StartsWith("/api/v1", StringComparison.Ordinal) is true);

    [Fact]
    public void Has_a_row_in_the_policy_table()
    {
        Assert.NotEmpty(Endpoints);
        foreach (var endpoint in Endpoints.Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null))
        {
            var operation = endpoint.Metadata.GetMetadata<OperationName>()?.Name;
            Assert.True(operation is not null && Policy.Operations.Contains(operation), $"{endpoint.RoutePattern.RawText} has no row: {operation}");
        }
    }

    [Fact]
    public void Has_a_command_for_every_row_that_names_one()
    {
        var commands = typeof(Policy).Assembly.GetTypes().Where(t => !t.IsInterface && t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(Domain.Kernel.ICommand<>))).ToList();
        Assert.All(commands, c => Assert.Contains(Policy.OperationOf(c), Policy.Operations));
        var names = commands.Select(Policy.OperationOf).Concat(Endpoints.Select(e => e.Metadata.GetMetadata<OperationName>()?.Name ?? "")).ToHashSet();
        Assert.DoesNotContain(Policy.Operations, o => !names.Contains(o));
    }

    [Fact]
    public async Task Asks_a_stranger_to_sign_in()
    {
        using var stranger = await hub.Client(null);
        foreach (var endpoint in Endpoints.Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null))
            foreach (var method in Methods(endpoint))
                Assert.Equal((endpoint.RoutePattern.RawText, HttpStatusCode.Unauthorized), (endpoint.RoutePattern.RawText, await Status(stranger, method, Path(endpoint, "nothing"))));
    }

    [Fact]
    public async Task Gives_nobody_what_is_not_theirs()
    {
        using var head = await hub.Client("head");
        var (status, c, _) = await head.Post("/api/v1/cases", Calls.NewCase());
        Assert.Equal(HttpStatusCode.Created, status);
        var caseId = c["id"]!.GetValue<string>();

        foreach (var (user, roles, ownHouse) in Identities)
        {
            using var client = await hub.Client(user);
            foreach (var endpoint in Endpoints.Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null && e.Metadata.GetMetadata<OperationName>()!.Name is not ("organizations.success-rate-live" or "inbox.live" or "board.live")))
            {
                var operation = endpoint.Metadata.GetMetadata<OperationName>()!.Name;
                var actor = new Actor(user, roles.ToHashSet());
                foreach (var method in Methods(endpoint))
                {
                    var path = Path(endpoint, caseId);
                    var got = await Status(client, method, path);
                    var about = $"{user}: {method} {path} → {(int)got}";
                    Assert.True((int)got < 500, about);
                    if (path.Contains(caseId, StringComparison.Ordinal) && !ownHouse) Assert.True(got is HttpStatusCode.NotFound, about);   // another house's case does not exist
                    else if (!Policy.May(actor, operation)) Assert.True(got is HttpStatusCode.Forbidden or HttpStatusCode.NotFound, about);
                    else Assert.True(got is not HttpStatusCode.Unauthorized, about);
                    if (method == "POST" && got is HttpStatusCode.OK or HttpStatusCode.Created) Assert.True(Policy.May(actor, operation), about);
                }
            }
        }
        Assert.Equal(c["version"]!.GetValue<int>(), (await head.Get($"/api/v1/cases/{caseId}"))["version"]!.GetValue<int>());
    }

    [Fact]
    public async Task Hides_the_case_in_lists_from_other_houses()
    {
        using var head = await hub.Client("head");
        var (_, c, _) = await head.Post("/api/v1/cases", Calls.NewCase());
        foreach (var (user, roles, ownHouse) in Identities.Where(i => Policy.May(new Actor(i.User, i.Roles.ToHashSet()), "cases.list")))
        {
            using var client = await hub.Client(user);
            var items = (await client.Get("/api/v1/cases?pageSize=200"))["items"]!.AsArray();
            Assert.True(ownHouse == items.Any(i => i!["id"]!.GetValue<string>() == c["id"]!.GetValue<string>()), user);
        }
    }

    [Fact]
    public async Task Tells_offices_and_auditors_no_names_in_lists()
    {
        using var head = await hub.Client("head");
        await head.Post("/api/v1/cases", Calls.NewCase());
        foreach (var user in new[] { "city", "province", "auditor" })
        {
            using var client = await hub.Client(user);
            Assert.DoesNotContain("李明月", await client.GetStringAsync("/api/v1/cases?pageSize=200"));
            Assert.Empty((await client.Get("/api/v1/cases?q=李明月"))["items"]!.AsArray());   // nor by asking for one
        }
        Assert.Contains("李明月", await head.GetStringAsync("/api/v1/cases?pageSize=200"));
    }

    [Fact]
    public async Task Lets_a_head_manage_only_the_own_mediators_accounts()
    {
        using var head = await hub.Client("head");
        foreach (var (account, status) in new[] { ("mediator2", HttpStatusCode.OK), ("head", HttpStatusCode.NotFound), ("otherhead", HttpStatusCode.NotFound), ("admin", HttpStatusCode.NotFound) })
            Assert.Equal((account, status), (account, (await head.GetAsync($"/api/v1/users/{account}")).StatusCode));
        var (refused, answer, _) = await head.Post("/api/v1/users", new { userName = "spy", displayName = "探子", roles = new[] { "province" }, unit = "220000" });
        Assert.Equal(HttpStatusCode.BadRequest, refused);
        Assert.True(answer["errors"]!.AsObject().ContainsKey("roles"));
    }

    private static IEnumerable<string> Methods(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods;

    private static string Path(RouteEndpoint endpoint, string caseId)
    {
        var pattern = endpoint.RoutePattern.RawText!;
        var id = pattern.StartsWith("/api/v1/cases", StringComparison.Ordinal) ? caseId
            : pattern.StartsWith("/api/v1/organizations", StringComparison.Ordinal) ? RunningHub.Organization
            : pattern.StartsWith("/api/v1/mediators", StringComparison.Ordinal) ? RunningHub.Mediator
            : "nothing";
        return pattern.Replace("{id}", id).Replace("{file}", "nothing.html");
    }

    private static async Task<HttpStatusCode> Status(HttpClient client, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method != "GET") request.Content = JsonContent.Create(new JsonObject());
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return answer.StatusCode;
    }
}
