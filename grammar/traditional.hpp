// The traditional characters that the words of the form, titles and figures can be printed with, and the simplified ones
// that the compiler knows them by. For comparing only: what a report prints is kept as it is.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace nianbao::grammar {

/// In the order of their code points. 它 is no traditional character, but 其它 is printed for 其他.
inline constexpr std::u32string_view traditional_characters =
    U"並佈來個們備傳億內兩冊動務勞區協叄員問單圆國圍園圓圖團執報場學它審將專對屆屬幣庫廢廳張強後復"
    U"徵戶掃採擊據數於時暫曆會條業構標機檢權歲歷決沒況減漁瀏災為無爾獄獲現當發監確碼礙種稱穩筆範糾"
    U"約納組結絡統經綜維網編縣總織繫繳繼續罰聯臺與興舉華萬處號術衛補製複覆規覽計記訟訪設許訴詢話認"
    U"說請證識議護讀變責貳費購輯轉辦農這進過適郵鄉醫銀錄鎮鏈長閉開間閱關陸隊雙電頁頂項預題額類風驗"
    U"體點";
inline constexpr std::u32string_view simplified_characters =
    U"并布来个们备传亿内两册动务劳区协叁员问单元国围园元图团执报场学他审将专对届属币库废厅张强后复"
    U"征户扫采击据数于时暂历会条业构标机检权岁历决没况减渔浏灾为无尔狱获现当发监确码碍种称稳笔范纠"
    U"约纳组结络统经综维网编县总织系缴继续罚联台与兴举华万处号术卫补制复复规览计记讼访设许诉询话认"
    U"说请证识议护读变责贰费购辑转办农这进过适邮乡医银录镇链长闭开间阅关陆队双电页顶项预题额类风验"
    U"体点";
static_assert(traditional_characters.size() == simplified_characters.size());
static_assert(std::is_sorted(traditional_characters.begin(), traditional_characters.end()));

inline constexpr char32_t first_ideograph = 0x4E00, last_ideograph = 0x9FFF;

/// A bit an ideograph: almost every character of a report is told from a traditional one by a single load.
inline constexpr auto traditional_bits = [] {
    std::array<std::uint64_t, (last_ideograph - first_ideograph) / 64 + 1> bits{};
    for (const char32_t code : traditional_characters)
        bits[(code - first_ideograph) / 64] |= std::uint64_t{1} << (code - first_ideograph) % 64;
    return bits;
}();

/// The simplified one of a traditional character. Seldom called: apart, so that the look at the bits is inlined.
[[gnu::noinline]] [[nodiscard]] constexpr char32_t simplified_of(char32_t traditional) {
    const auto found = std::lower_bound(traditional_characters.begin(), traditional_characters.end(), traditional);
    return simplified_characters[static_cast<std::size_t>(found - traditional_characters.begin())];
}

/// An ideograph, simplified if it is a traditional one that is known here.
[[nodiscard]] constexpr char32_t to_simplified(char32_t ideograph) {
    const char32_t offset = ideograph - first_ideograph;
    const bool traditional = (traditional_bits[offset / 64] >> offset % 64 & 1U) != 0;
    return traditional ? simplified_of(ideograph) : ideograph;
}

}  // namespace nianbao::grammar
