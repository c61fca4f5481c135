using AngleSharp.Dom;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Drawing;
using DocumentFormat.OpenXml.Drawing.Pictures;
using DocumentFormat.OpenXml.Drawing.Wordprocessing;
using DocumentFormat.OpenXml.Packaging;
using Drawing = DocumentFormat.OpenXml.Wordprocessing.Drawing;
using Run = DocumentFormat.OpenXml.Wordprocessing.Run;

namespace MediationHub.Documents;

/// <summary>Pictures of a page (drawn signatures) as parts of a Word file, as high as a line to sign on and in their own proportions.</summary>
internal sealed class DocxPictures(MainDocumentPart main)
{
    // English Metric Units: 12,700 to a point.
    private const long Height = 30 * 12_700, Widest = 110 * 12_700;
    private uint _number;

    /// <exception cref="InvalidPaperTemplateException">The picture is not in the page itself.</exception>
    public Run Of(IElement image)
    {
        var (kind, bytes) = Read(image.GetAttribute("src") ?? "");
        var part = main.AddImagePart(kind);
        using (var stream = new MemoryStream(bytes)) part.FeedData(stream);
        var (wide, high) = SizeOf(bytes);
        var width = Math.Min(Widest, Height * wide / Math.Max(1, high));
        var height = width * high / Math.Max(1, wide);
        var number = ++_number;
        var name = image.GetAttribute("alt") ?? "签名";
        return new Run(new Drawing(new Inline(
            new Extent { Cx = width, Cy = height },
            new EffectExtent { LeftEdge = 0, TopEdge = 0, RightEdge = 0, BottomEdge = 0 },
            new DocProperties { Id = number, Name = name, Description = name },
            new DocumentFormat.OpenXml.Drawing.Wordprocessing.NonVisualGraphicFrameDrawingProperties(new GraphicFrameLocks { NoChangeAspect = true }),
            new Graphic(new GraphicData(new DocumentFormat.OpenXml.Drawing.Pictures.Picture(
                new DocumentFormat.OpenXml.Drawing.Pictures.NonVisualPictureProperties(
                    new DocumentFormat.OpenXml.Drawing.Pictures.NonVisualDrawingProperties { Id = number, Name = name },
                    new DocumentFormat.OpenXml.Drawing.Pictures.NonVisualPictureDrawingProperties()),
                new DocumentFormat.OpenXml.Drawing.Pictures.BlipFill(new Blip { Embed = main.GetIdOfPart(part) }, new Stretch(new FillRectangle())),
                new DocumentFormat.OpenXml.Drawing.Pictures.ShapeProperties(
                    new Transform2D(new Offset { X = 0, Y = 0 }, new Extents { Cx = width, Cy = height }),
                    new PresetGeometry(new AdjustValueList()) { Preset = ShapeTypeValues.Rectangle })))
            { Uri = "http://schemas.openxmlformats.org/drawingml/2006/picture" }))
        { DistanceFromTop = 0, DistanceFromBottom = 0, DistanceFromLeft = 0, DistanceFromRight = 0 }));
    }

    private static (ImagePartType Kind, byte[] Bytes) Read(string src)
    {
        var comma = src.IndexOf(',');
        var kind = comma < 0 ? null : src[..comma] switch
        {
            "data:image/png;base64" => (ImagePartType?)ImagePartType.Png,
            "data:image/jpeg;base64" => ImagePartType.Jpeg,
            _ => null,
        };
        return kind is { } known ? (known, Convert.FromBase64String(src[(comma + 1)..])) : throw new InvalidPaperTemplateException("文书中的图片只能是随文书保存的签名");
    }

    /// <summary>Width and height from the picture's own head; of what cannot be told, three to one, as the pad is.</summary>
    private static (long Wide, long High) SizeOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 24 && bytes[0] == 0x89) return (System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes[20..]));
        for (var at = 2; at + 9 < bytes.Length && bytes[at] == 0xFF;)
        {
            var length = bytes[at + 2] << 8 | bytes[at + 3];
            if (bytes[at + 1] is >= 0xC0 and <= 0xC3) return (bytes[at + 7] << 8 | bytes[at + 8], bytes[at + 5] << 8 | bytes[at + 6]);
            at += 2 + length;
        }
        return (3, 1);
    }
}
