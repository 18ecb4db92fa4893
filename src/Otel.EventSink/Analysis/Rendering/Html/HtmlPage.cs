using System.Security.Cryptography;
using System.Text;

namespace Otel.EventSink.Analysis.Rendering;

/// <summary>
/// The frame of a page that needs nothing but itself. The policy allows its one style by its hash and forbids everything else:
/// scripts, requests, forms; even markup that got in would have nothing it could do.
/// </summary>
internal static class HtmlPage
{
    private static readonly Lazy<string> Style = new(ReadStyle);

    public static string Render(string title, Action<HtmlBuilder> body)
    {
        var html = new HtmlBuilder();
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style.Value)));
        html.Add($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8" />
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{new Html(hash)}'; base-uri 'none'; form-action 'none'" />
            <meta name="referrer" content="no-referrer" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <meta name="color-scheme" content="light dark" />
            <title>{title}</title>
            <style>{new Html(Style.Value)}</style>
            </head>
            <body>

            """);
        body(html);
        html.Add($"""
            </body>
            </html>

            """);
        return html.ToString();
    }

    private static string ReadStyle()
    {
        using var reader = new StreamReader(typeof(HtmlPage).Assembly.GetManifestResourceStream("report.css")!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
