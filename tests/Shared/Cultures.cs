using System.Globalization;

namespace BackpropGen.Tests;

/// <summary>Cultures under which the generator must write the same text.</summary>
internal static class Cultures
{
    /// <summary>Decimal comma, and a minus sign that C# does not know.</summary>
    public static CultureInfo UnicodeMinus
    {
        get
        {
            var culture = (CultureInfo)new CultureInfo("sv-SE").Clone();
            culture.NumberFormat.NegativeSign = "\u2212";
            culture.NumberFormat.NumberDecimalSeparator = ",";
            return culture;
        }
    }

    public static T Under<T>(CultureInfo culture, Func<T> action)
    {
        (CultureInfo before, CultureInfo beforeUI) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
            return action();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUI);
        }
    }
}
