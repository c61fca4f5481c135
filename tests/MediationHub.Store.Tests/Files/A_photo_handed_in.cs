using System.Buffers.Binary;
using System.Text;
using MediationHub.Store.Files;
using MediationHub.Tests;

namespace MediationHub.Store.Tests.Files;

/// <summary>PIPL 6 and 28: what a telephone adds to a photo is not handed in with it.</summary>
[Collection(nameof(StoreServer))]
public class A_photo_handed_in(StoreServer server)
{
    private static readonly byte[] Picture = [0xFF, 0xDB, 0, 4, 0, 1, 0xFF, 0xC0, 0, 8, 8, 0, 1, 0, 1, 1, 0xFF, 0xDA, 0, 3, 1, 0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Loses_where_it_was_taken_and_keeps_when_and_which_way_up(bool little)
    {
        await using var hub = await OpenedStore.New(server);
        var files = new FileStore(hub.Store, Path.Combine(hub.Folder, "files"));
        byte[] photo = [0xFF, 0xD8, .. Segment(0xE1, [.. "Exif\0\0"u8, .. Exif(little)]), .. Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0<exif:GPSLatitude>43,53N</exif:GPSLatitude>"u8]),
            .. Segment(0xED, [.. "Photoshop 3.0\0长春市"u8]), .. Segment(0xFE, [.. "<script>alert(1)</script>"u8]), .. Picture, 0xFF, 0xD9, .. "ftypmp4 GPS video"u8];
        var (file, refusal) = await files.Add("现场.jpg", photo, "mediator");
        Assert.Null(refusal);
        var kept = (await files.Read(file!.Id))!;
        var text = Encoding.Latin1.GetString(kept);
        foreach (var gone in new[] { "GPS", "43,53", "iPhone", "Photoshop", "<script>", "ftypmp4", Encoding.Latin1.GetString([0, 0, 0, 43, 0, 0, 0, 1]) }) Assert.DoesNotContain(gone, text);
        Assert.Contains("2026:11:02 09:10:00", text);
        Assert.Contains(Encoding.Latin1.GetString([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6]), text);   // orientation 6
        byte[] end = [.. Picture, 0xFF, 0xD9];
        Assert.True(kept.AsSpan().EndsWith(end));
        Assert.Equal(kept.Length, file.Size);
    }

    [Fact]
    public void Without_anything_added_stays_as_it_is()
    {
        byte[] plain = [0xFF, 0xD8, .. Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]), .. Picture, 0xFF, 0xD9];
        Assert.Equal(plain, PictureMetadata.Strip(plain, "image/jpeg"));
        byte[] png = [.. PngHead, .. Chunk("IHDR", new byte[13]), .. Chunk("IDAT", [1, 2, 3]), .. Chunk("IEND", [])];
        Assert.Equal(png, PictureMetadata.Strip(png, "image/png"));
    }

    [Fact]
    public void As_png_loses_its_texts()
    {
        byte[] png = [.. PngHead, .. Chunk("IHDR", new byte[13]), .. Chunk("eXIf", "GPS"u8.ToArray()), .. Chunk("tEXt", "Location\0Changchun"u8.ToArray()), .. Chunk("iTXt", "<html>"u8.ToArray()), .. Chunk("IDAT", [1, 2, 3]), .. Chunk("IEND", []), .. "<html>"u8];
        byte[] bare = [.. PngHead, .. Chunk("IHDR", new byte[13]), .. Chunk("IDAT", [1, 2, 3]), .. Chunk("IEND", [])];
        Assert.Equal(bare, PictureMetadata.Strip(png, "image/png"));
    }

    /// <summary>The start of a picture before a page: the kind is told by the first bytes, so the rest must be a picture, too.</summary>
    [Theory]
    [InlineData("FFD8FF", "<html><script>alert(1)</script></html>", "image/jpeg")]
    [InlineData("FFD8FFE0FFFF", "<html>", "image/jpeg")]
    [InlineData("89504E470D0A1A0A", "<html><script>alert(1)</script></html>", "image/png")]
    public void That_is_a_page_behind_its_first_bytes_is_none(string head, string rest, string type) =>
        Assert.Null(PictureMetadata.Strip([.. Convert.FromHexString(head), .. Encoding.UTF8.GetBytes(rest)], type));

    /// <summary>Every prefix and every byte changed: an answer or null, never an exception, never more than there was but for a block of our own.</summary>
    [Fact]
    public void In_any_broken_state_is_answered()
    {
        byte[] photo = [0xFF, 0xD8, .. Segment(0xE1, [.. "Exif\0\0"u8, .. Exif(true)]), .. Picture, 0xFF, 0xD9];
        for (var length = 2; length <= photo.Length; length++) Assert.InRange(PictureMetadata.Strip(photo.AsSpan(0, length), "image/jpeg")?.Length ?? 0, 0, photo.Length + 100);
        for (var at = 2; at < photo.Length; at++)
        {
            foreach (var value in new byte[] { 0, 1, 0x7F, 0xFE, 0xFF })
            {
                var broken = photo.ToArray();
                broken[at] = value;
                Assert.InRange(PictureMetadata.Strip(broken, "image/jpeg")?.Length ?? 0, 0, photo.Length + 100);
            }
        }
    }

    private static readonly byte[] PngHead = Convert.FromHexString("89504E470D0A1A0A");

    private static byte[] Chunk(string type, byte[] data)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        return [.. length, .. Encoding.ASCII.GetBytes(type), .. data, 0, 0, 0, 0];
    }

    private static byte[] Segment(byte marker, byte[] data) => [0xFF, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2), .. data];

    /// <summary>Make, orientation 6, the time, and a place in a directory of its own.</summary>
    private static byte[] Exif(bool little)
    {
        var tiff = new byte[200];
        (little ? "II*\0"u8 : "MM\0*"u8).CopyTo(tiff);
        Long(4, 8);
        Short(8, 4);
        Entry(10, 0x010F, 2, 7, 80);
        Entry(22, 0x0112, 3, 1, little ? 6u : 6u << 16);
        Entry(34, 0x8769, 4, 1, 100);
        Entry(46, 0x8825, 4, 1, 150);
        "iPhone\0"u8.CopyTo(tiff.AsSpan(80));
        Short(100, 1);
        Entry(102, 0x9003, 2, 20, 120);
        "2026:11:02 09:10:00\0"u8.CopyTo(tiff.AsSpan(120));
        Short(150, 1);
        Entry(152, 0x0002, 5, 1, 170);
        BinaryPrimitives.WriteUInt32BigEndian(tiff.AsSpan(170), 43);
        BinaryPrimitives.WriteUInt32BigEndian(tiff.AsSpan(174), 1);
        return tiff;

        void Short(int at, ushort value) { if (little) BinaryPrimitives.WriteUInt16LittleEndian(tiff.AsSpan(at), value); else BinaryPrimitives.WriteUInt16BigEndian(tiff.AsSpan(at), value); }
        void Long(int at, uint value) { if (little) BinaryPrimitives.WriteUInt32LittleEndian(tiff.AsSpan(at), value); else BinaryPrimitives.WriteUInt32BigEndian(tiff.AsSpan(at), value); }
        void Entry(int at, ushort tag, ushort type, uint count, uint value) { Short(at, tag); Short(at + 2, type); Long(at + 4, count); Long(at + 8, value); }
    }
}
