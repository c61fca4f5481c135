using MediationHub.Web.Api;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace MediationHub.Web.Tests.Api;

public class The_api_description(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task Lists_every_endpoint_with_its_body_and_needs_no_sign_in()
    {
        using var stranger = await hub.Client(null);
        var document = await stranger.Get("/openapi/v1.json");
        var paths = document["paths"]!.AsObject();
        var endpoints = hub.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<OperationName>() is not null).ToList();
        Assert.All(endpoints, e => Assert.True(paths.ContainsKey(e.RoutePattern.RawText!), e.RoutePattern.RawText));
        var accept = paths["/api/v1/cases/{id}/accept"]!["post"]!;
        Assert.StartsWith("Accept a registered dispute", accept["summary"]!.GetValue<string>());
        Assert.Contains(accept["parameters"]!.AsArray(), p => p!["name"]!.GetValue<string>() == "If-Match");
        Assert.Equal("string", document["components"]!["schemas"]!["NewCase"]!["properties"]!["disputeType"]!["type"]!.GetValue<string>());
        Assert.NotNull(paths["/api/v1/cases"]!["post"]!["requestBody"]!["content"]!["application/json"]!["example"]!["claims"]);
    }
}
