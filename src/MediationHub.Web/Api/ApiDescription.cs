using Microsoft.AspNetCore.OpenApi;

namespace MediationHub.Web.Api;

/// <summary>What the OpenAPI document says of the API as a whole.</summary>
public static class ApiDescription
{
    public static void Configure(OpenApiOptions options)
    {
        options.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith("api/v1", StringComparison.Ordinal) is true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "MediationHub", Version = "v1", Description = "劳动人事争议调解管理接口。命令以 POST /api/v1/<资源>/{id}/<命令> 发送,须带 If-Match;拒绝以 application/problem+json 回答,code 稳定。" };
            return Task.CompletedTask;
        });
    }
}
