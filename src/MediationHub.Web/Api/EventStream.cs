using System.Text.Json;
using MediationHub.Domain.Kernel;

namespace MediationHub.Web.Api;

/// <summary>Server-sent events: what a page that stays open is told, until it is closed.</summary>
public static class EventStream
{
    public const string MediaType = "text/event-stream";

    /// <summary>One event as it goes over the wire.</summary>
    public static byte[] Event<T>(T says, JsonSerializerOptions? options = null) => [.. "data: "u8, .. JsonSerializer.SerializeToUtf8Bytes(says, options ?? Wire.Json), .. "\n\n"u8];

    /// <param name="events">Each as <see cref="Event{T}"/> writes it.</param>
    public static IResult Of(HttpContext http, IAsyncEnumerable<byte[]> events) => Results.Stream(async stream =>
    {
        try
        {
            await foreach (var said in events.WithCancellation(http.RequestAborted))
            {
                await stream.WriteAsync(said, http.RequestAborted);
                await stream.FlushAsync(http.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was closed.
        }
    }, MediaType);
}
