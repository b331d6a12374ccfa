namespace JourneyEngine.Tests.Collection;

/// <summary>User agents of what people hold in their hands.</summary>
internal static class Devices
{
    private const string Windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) ";
    private const string Mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/";
    private const string IPhone =
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) ";
    private const string Chrome = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/133.0.0.0 Mobile Safari/537.36";
    private const string WebView =
        "AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/133.0.6943.137 Mobile Safari/537.36";

    public static readonly string[] OnDesktops =
    [
        Windows + "Chrome/133.0.0.0 Safari/537.36",
        Windows + "Chrome/133.0.0.0 Safari/537.36 Edg/133.0.0.0",
        Windows + "Chrome/132.0.0.0 Safari/537.36 OPR/117.0.0.0",
        Windows + "Chrome/132.0.0.0 Safari/537.36 Vivaldi/7.1.3570.39",
        Windows + "Chrome/130.0.0.0 YaBrowser/24.12.0.0 Safari/537.36",
        Windows + "coc_coc_browser/132.0.150 Chrome/126.0.6478.150 Safari/537.36",
        Windows + "coccocbrowser/47.0 Chrome/41.0.2272.119coccoc Safari/537.36",
        Windows + "Chrome/58.0.3029.110 Safari/537.36 SE 2.X MetaSr 1.0",
        "Mozilla/5.0 (Macintosh; U; Intel Mac OS X 10_5_6; en-us) AppleWebKit/528.16 (KHTML, like Gecko) Fluid/0.9.6 Safari/528.16",
        "Lynx/2.9.0dev.6 libwww-FM/2.14 SSL-MM/1.4.1 OpenSSL/1.1.1j-dev",
        Windows + "Teams/24295.605.3225.8804 Chrome/122.0.6261.156 Electron/29.4.5 Safari/537.36",
        Windows + "Slack/4.42.117 Chrome/132.0.6834.159 Electron/34.0.2 Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:135.0) Gecko/20100101 Firefox/135.0",
        "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko",
        "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:135.0) Gecko/20100101 Firefox/135.0",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/133.0.0.0 Safari/537.36",
        "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/133.0.0.0 Safari/537.36",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Safari/605.1.15 Epiphany/605.1.15",
        Mac + "605.1.15 (KHTML, like Gecko) Version/18.3 Safari/605.1.15",
        Mac + "537.36 (KHTML, like Gecko) Chrome/133.0.0.0 Safari/537.36",
        Mac + "605.1.15 (KHTML, like Gecko) Version/18.3 Safari/605.1.15 Ddg/18.3",
        Mac + "537.36 (KHTML, like Gecko) UptimeMonitor/3.2.1 Chrome/132.0.6834.159 Electron/34.0.2 Safari/537.36",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:135.0) Gecko/20100101 Firefox/135.0",
    ];

    public static readonly string[] InBrowsersOfTelephones =
    [
        IPhone + "Version/18.3 Mobile/15E148 Safari/604.1",
        IPhone + "CriOS/133.0.6943.84 Mobile/15E148 Safari/604.1",
        IPhone + "FxiOS/135.0 Mobile/15E148 Safari/605.1.15",
        IPhone + "Version/18.0 EdgiOS/132.0.2957.122 Mobile/15E148 Safari/604.1",
        IPhone + "GSA/353.0.720279278 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (iPad; CPU OS 17_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.7 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 10; K) " + Chrome,
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 10; K) " + Chrome + " EdgA/133.0.0.0",
        "Mozilla/5.0 (Linux; U; Android 13; en-US; M2101K6G Build/TKQ1.221013.002) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/100.0.4896.58 UCBrowser/13.6.2.1316 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; U; Android 14; he-il; 23021RAA2Y Build/UKQ1.230917.001) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/123.0.6312.118 Mobile Safari/537.36 XiaoMi/MiuiBrowser/14.27.0-gn",
        "Mozilla/5.0 (Linux; Android 12; HarmonyOS; NOH-AN00; HMSCore 6.13.0.321) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.5735.196 HuaweiBrowser/15.0.4.312 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 9; KFMAWI) AppleWebKit/537.36 (KHTML, like Gecko) Silk/130.4.1 like Chrome/130.0.6723.102 Safari/537.36",
        "Mozilla/5.0 (Linux; Android 13; SM-A525F) AppleWebKit/537.36 (KHTML, like Gecko) SogouMobileBrowser/6.2.0 Chrome/100.0.4896.127 Mobile Safari/537.36",
        "Mozilla/5.0 (Android 14; Mobile; rv:135.0) Gecko/135.0 Firefox/135.0",
        "Opera/9.80 (Android; Opera Mini/84.0.2254/191.303; U; en) Presto/2.12.423 Version/12.16",
        "Mozilla/5.0 (Mobile; Nokia 2720 Flip; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5.2.2",
        "Mozilla/5.0 (SMART-TV; LINUX; Tizen 6.5) AppleWebKit/537.36 (KHTML, like Gecko) 85.0.4183.93/6.5 TV Safari/537.36",
        "Mozilla/5.0 (Linux; Android 10; M bot 60) " + Chrome,
        "Mozilla/5.0 (Linux; Android 9; M bot 60 Build/PPR1.180610.011; wv) " + WebView,
        "Mozilla/5.0 (Linux; Android 9; CUBOT_X19) " + Chrome,
        "Mozilla/5.0 (Linux; Android 11; CUBOT KINGKONG 5 Pro) " + Chrome,
        "Mozilla/5.0 (Linux; Android 12; CUBOT) " + Chrome,
        "Mozilla/5.0 (Linux; Android 4.4.2; HTC Butterfly s Build/KOT49H) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/34.0.1847.114 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; U; Android 2.2.2; en-us; ViewSonic-ViewPad4 Build/FRG83G) AppleWebKit/533.1 (KHTML, like Gecko) Version/4.0 Mobile Safari/533.1",
        "Mozilla/5.0 (Linux; Android 15; CPH2557 Build/AP3A.240617.008) " + Chrome,
        "Mozilla/5.0 (Linux; Android 7.1.1; M_bot_tab_1150 Build/N9F27F) " + Chrome,
        "Mozilla/5.0 (Linux; Android 8.1.0; XBot_Senior Build/O11019) " + Chrome,
        "Mozilla/5.0 (Linux; Android 8.1.0; XBot Junior) " + Chrome,
        "Mozilla/5.0 (Linux; Android 13; Spider 8) " + Chrome,
        "Mozilla/5.0 (Linux; Android 8.0.0; Expanse) " + Chrome,
        "Mozilla/5.0 (Linux; U; Android 8.1.0; en-us; Fever_Plus Build/O11019; wv) " + WebView,
        "Mozilla/5.0 (Android 13; Mobile; rv:109.0) Gecko/112.0 Firefox/112.0 Freespoke/2.0.0",
    ];

    public static readonly string[] InApps =
    [
        IPhone
            + "Mobile/15E148 [FBAN/FBIOS;FBAV/498.0.0.54.111;FBBV/693817113;FBDV/iPhone14,5;FBMD/iPhone;FBSN/iOS;FBSV/18.3;FBLC/en_US]",
        IPhone
            + "Mobile/15E148 Instagram 367.0.0.24.89 (iPhone14,5; iOS 18_3; en_US; en; scale=3.00; 1170x2532; 693500000)",
        IPhone + "Mobile/15E148 musical_ly_38.6.0 JsSdk/2.0 NetType/WIFI Channel/App Store ByteLocale/en Region/IL",
        IPhone + "Mobile/15E148 [LinkedInApp]/9.30.1835",
        IPhone + "Mobile/15E148 [Pinterest/iOS]",
        IPhone + "Mobile/15E148 Twitter for iPhone/10.82",
        IPhone + "Version/18.3 Mobile/15E148 Safari/604.1 Snapchat/13.27.0.43 (like Safari/8620.2.4.10.7, panda)",
        IPhone + "Mobile/15E148 Safari Line/15.1.1",
        IPhone + "Mobile/15E148 MicroMessenger/8.0.56(0x1800382f) NetType/WIFI Language/en",
        IPhone + "Mobile/15E148 WhatsApp/25.4.78",
        IPhone + "Mobile/15E148 Viber/24.2.0",
        IPhone + "Mobile/15E148 BabyMonitor/5.1.2",
        IPhone + "Mobile/15E148 Safari/605.1 Blackboard/6.9",
        IPhone + "Mobile/15E148 GlucoseMonitor/12.0",
        "Mozilla/5.0 (Linux; Android 14; SM-S918B Build/UP1A.231005.007; wv) "
            + WebView
            + " [FB_IAB/FB4A;FBAV/500.0.0.57.50;]",
        "Mozilla/5.0 (Linux; Android 16; Pixel 10 Pro XL Build/CP1A.260305.018; wv) " + WebView + " MetaIAB Facebook",
        "Mozilla/5.0 (Linux; Android 15; CPH2557 Build/AP3A.240617.008; wv) "
            + WebView
            + " Instagram 406.0.0.58.159 Android",
        "Mozilla/5.0 (Linux; Android 14; Pixel 7 Build/UQ1A.240205.002; wv) " + WebView + " BOTIM/3.2.20",
        "Mozilla/5.0 (Linux; Android 13; SM-G991B; wv) "
            + WebView
            + " Telegram-Android/11.7.0 (Samsung SM-G991B; Android 13; SDK 33; HIGH)",
        "Mozilla/5.0 (Linux; Android 13; SM-A536B; wv) " + WebView + " GSA/16.5.34.29.arm64",
        "Mozilla/5.0 (Linux; Android 13; V2145; wv) " + WebView + " SystemMonitor/4.0",
        "Mozilla/5.0 (Linux; Android 12; SM-G781B; wv) " + WebView + " NAVER(inapp; search; 2000; 12.10.4)",
        "Mozilla/5.0 (Linux; Android 12; SM-G781B; wv) " + WebView + ";KAKAOTALK 2410920",
        "Mozilla/5.0 (Linux; Android 14; SM-A546E Build/UP1A.231005.007; wv) " + WebView + " Notion/0.6.2418",
        "Dalvik/2.1.0 (Linux; U; Android 14; Pixel 7 Build/UQ1A.240205.002)",
    ];
}
