// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Codes of Japanese municipalities and prefectures (全国地方公共団体コード, JIS X 0401/0402 with check digit)
library MunicipalityCode {
    uint32 private constant _FIRST_PREFECTURE = 1; // 北海道
    uint32 private constant _LAST_PREFECTURE = 47; // 沖縄県

    /// @notice True when the code names one of the 47 prefectures and its check digit is right.
    function isValid(uint32 code) internal pure returns (bool) {
        uint32 prefecture = code / 10_000;
        if (prefecture < _FIRST_PREFECTURE || prefecture > _LAST_PREFECTURE) return false;
        return code % 10 == checkDigit(code / 10);
    }

    /// @notice The sixth digit for the first five: (11 − Σ weight·digit mod 11) mod 10, weights 6, 5, 4, 3, 2.
    function checkDigit(uint32 firstFive) internal pure returns (uint32) {
        uint32 sum = 0;
        for (uint32 weight = 2; weight <= 6; ++weight) {
            sum += weight * (firstFive % 10);
            firstFive /= 10;
        }
        return (11 - (sum % 11)) % 10;
    }
}
