<?php
/**
 * Leaves nothing behind.
 *
 * SPDX-License-Identifier: Apache-2.0
 *
 * @package Consentry
 */

if ( ! defined( 'WP_UNINSTALL_PLUGIN' ) ) {
	exit;
}
delete_option( 'consentry' );
