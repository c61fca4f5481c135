using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace MediationHub.Web.Hosting;

/// <summary>
/// Marks a page that may be sent packed: nothing of it comes from the address or from other people, so that the length of the packed page tells nothing of the
/// secret in its forms to somebody who chooses what stands beside it (BREACH). Other pages go as they are.
/// </summary>
public sealed record PackedPage;

/// <summary>Packs styles and scripts, and the pages that are marked for it.</summary>
public sealed class PackedPages(IServiceProvider services, IOptions<ResponseCompressionOptions> options) : ResponseCompressionProvider(services, options)
{
    public override bool ShouldCompressResponse(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<PackedPage>() is not null && HttpMethods.IsGet(context.Request.Method)
            ? context.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) is true && context.Response.StatusCode == 200
            : base.ShouldCompressResponse(context);
}
